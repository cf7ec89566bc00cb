// What can be read, as options for `useQuery` and `useInfiniteQuery`, is in the files beside. What a page came with is there
// already (`seeds.ts`).

interface Paged {
  nextCursor: string | null
}

export const paging = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: Paged) => last.nextCursor,
}
