import { keepCookie } from '@/lib/client/keep-cookie'
import { readTheme, THEME_COLORS, THEME_COOKIE, type Theme } from './theme'

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
  keepCookie(THEME_COOKIE, theme)
}
