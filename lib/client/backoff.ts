const FIRST_MS = 500
const LONGEST_MS = 30_000

/**
 * How long to wait before the next try, in milliseconds. Half of it is chance, so that clients that were cut off
 * together do not come back together. `random` is from 0 to 1.
 */
export function backoff(failures: number, random: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures)
  return longest / 2 + (longest / 2) * random
}
