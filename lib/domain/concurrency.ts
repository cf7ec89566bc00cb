/**
 * Does the same for each item, a few at once. All are done, also when some of them fail; then the first error is
 * thrown. Once it is stopped no more are begun.
 */
export async function eachAtOnce<Item>(
  atOnce: number,
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
  stopped?: AbortSignal,
): Promise<void> {
  const errors: unknown[] = []
  const waiting = items.values()
  const workers = Array.from({ length: atOnce }, async () => {
    for (const item of waiting) {
      if (stopped?.aborted) return
      await work(item).catch((error: unknown) => errors.push(error))
    }
  })
  await Promise.all(workers)
  if (errors.length > 0) throw errors[0]
}

/** So much of some work at a time; the rest waits for its turn, in order, and holds nothing meanwhile. */
export function atMost(width: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    // Whoever leaves hands their place over.
    if (running === width) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
