import { readTheme, THEME_COLORS, THEME_COOKIE, type Theme } from './theme'

const YEAR_S = 365 * 24 * 60 * 60

/** What this page shows by choice; null where the system decides. */
export function chosenTheme(): Theme | null {
  return readTheme(document.documentElement.dataset.theme)
}

/** At once, in the page and around it, and for a year; null leaves it to the system again. */
export function chooseTheme(theme: Theme | null): void {
  if (theme === null) delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]'))
    meta.content = THEME_COLORS[theme ?? (meta.media.includes('dark') ? 'dark' : 'light')]
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there over plain http
  document.cookie = `${THEME_COOKIE}=${theme ?? ''}; path=/; max-age=${theme === null ? 0 : YEAR_S}; samesite=lax`
}
