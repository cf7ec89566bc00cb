const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** When a post goes out. `at`: as the control has it, in the zone of this browser; what was chosen last. */
export interface When {
  kind: 'now' | 'later'
  at: string
}

/** As a control of the type `datetime-local` writes it: `2026-11-29T18:30`, in the zone of this browser. */
export function toLocal(time: string | number): string {
  const at = new Date(time)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** The instant of it, ISO 8601 in UTC; null where it is none. An hour that a clock leaves out is the one after it. */
export function fromLocal(local: string): string | null {
  const at = new Date(local)
  return local === '' || Number.isNaN(at.getTime()) ? null : at.toISOString()
}

export const localNow = () => toLocal(Date.now())

/** The next full hour that is at least half an hour away. */
export const nextFullHour = () => toLocal(Math.ceil((Date.now() + HOUR_MS / 2) / HOUR_MS) * HOUR_MS)
