const dayFormat = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' })

/** `2026-11-23T…` → `November 23, 2026`, the day in UTC: the same on the server and in every browser. */
export function longDay(iso: string): string {
  return dayFormat.format(Date.parse(iso))
}
