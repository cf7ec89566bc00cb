export const THEME_COOKIE = 'fonana_theme'

export type Theme = 'light' | 'dark'

/** Null where nothing was chosen: the system's setting counts then. */
export function readTheme(cookie: string | undefined): Theme | null {
  return cookie === 'light' || cookie === 'dark' ? cookie : null
}
