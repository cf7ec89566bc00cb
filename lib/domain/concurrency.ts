/**
 * Does the same for each item, a few at once. All are done, also when some of them fail; then the first error is
 * thrown.
 */
export async function eachAtOnce<Item>(
  atOnce: number,
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const errors: unknown[] = []
  const waiting = items.values()
  const workers = Array.from({ length: atOnce }, async () => {
    for (const item of waiting) await work(item).catch((error: unknown) => errors.push(error))
  })
  await Promise.all(workers)
  if (errors.length > 0) throw errors[0]
}
