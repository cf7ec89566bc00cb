const dayFormat = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' })

const momentFormat = new Intl.DateTimeFormat('en', {
  dateStyle: 'long',
  timeStyle: 'medium',
  hourCycle: 'h23',
  timeZone: 'UTC',
})

/** `2026-11-23T…` → `November 23, 2026 at 22:26:43 UTC`. */
export function longMoment(iso: string): string {
  return `${momentFormat.format(Date.parse(iso))} UTC`
}

/** `2026-11-23T…` → `November 23, 2026`, the day in UTC: the same on the server and in every browser. */
export function longDay(iso: string): string {
  return dayFormat.format(Date.parse(iso))
}
