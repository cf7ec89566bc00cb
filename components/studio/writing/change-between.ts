/** What makes one text the other, in one piece, so that a cursor beside it stays; null where nothing does. */
export function changeBetween(
  before: string,
  now: string,
): { from: number; to: number; insert: string } | null {
  if (before === now) return null
  const most = Math.min(before.length, now.length)
  let start = 0
  while (start < most && before[start] === now[start]) start += 1
  let end = 0
  while (end < most - start && before.at(-1 - end) === now.at(-1 - end)) end += 1
  return { from: start, to: before.length - end, insert: now.slice(start, now.length - end) }
}
