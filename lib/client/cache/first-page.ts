/** The first page of a list, as its query keeps it. */
export function firstPage<P>(page: P): { pages: P[]; pageParams: (string | null)[] } {
  return { pages: [page], pageParams: [null] }
}
