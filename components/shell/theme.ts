export const THEME_COOKIE = 'fonana_theme'

export type Theme = 'light' | 'dark'

/** What the browser paints around the page: `--color-canvas`. */
export const THEME_COLORS: Record<Theme, string> = { light: '#faf8f4', dark: '#131210' }

/** Null where nothing was chosen: the system's setting counts then. */
export function readTheme(cookie: string | undefined): Theme | null {
  return cookie === 'light' || cookie === 'dark' ? cookie : null
}
