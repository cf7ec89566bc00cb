/** An answer's `Date` is cut to the second; it was meant to be some moment of it. */
const HALF_SECOND_MS = 500

let at: { server: number; here: number } | null = null

/** From any answer of the server: its time. */
export function noteServerTime(server: number): void {
  if (!Number.isNaN(server)) at = { server, here: performance.now() }
}

/** From the `Date` of an answer. */
export function noteServerDate(date: string | null): void {
  if (date !== null) noteServerTime(Date.parse(date) + HALF_SECOND_MS)
}

/**
 * The server's time, in milliseconds since 1970: what it has said last, and a clock that nobody sets counted on. This
 * machine's own until it has said something.
 */
export function serverNow(): number {
  return at === null ? Date.now() : at.server + performance.now() - at.here
}
