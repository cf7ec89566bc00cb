const YEAR_S = 365 * 24 * 60 * 60

/** What was chosen in this browser, for a year, where the server reads it too; null forgets it. */
export function keepCookie(name: string, value: string | null): void {
  const rest = `path=/; max-age=${value === null ? 0 : YEAR_S}; samesite=lax`
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there over plain http
  document.cookie = `${name}=${value ?? ''}; ${rest}`
}
