import { acceptedLocale, LOCALE_COOKIE, type Locale, readLocale } from '@/lib/schema/locales'
import { readCookie } from '@/lib/schema/session-cookie'

interface HeadersOf {
  headers: { get(name: string): string | null }
}

/** The language of who is not signed in: what was chosen in this browser, or what it says that its reader reads. */
export function localeOf({ headers }: HeadersOf): Locale {
  const chosen = readLocale(readCookie(headers.get('cookie') ?? '', LOCALE_COOKIE))
  return chosen ?? acceptedLocale(headers.get('accept-language') ?? '')
}
