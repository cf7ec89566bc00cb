import { DEFAULT_LOCALE, type Locale } from './locales'
import type { Network } from './network'
import type { Me } from './session'

/** What can be read, by the key under which the browser keeps it. */
export type Seed = readonly [key: readonly unknown[], data: unknown]

/** What a page comes with: for whom it was made, and what it shows. JSON of `json.ts`. */
export interface Boot {
  me: Me | null
  /** The language it is in. */
  locale: Locale
  /** When that was, in ms by the server's clock; null for what is not for anybody yet. */
  at: number | null
  /** Null while the node could not be asked. */
  network: Network | null
  seeds: Seed[]
}

/** Of a page that is not for anybody yet. */
export const NOBODYS: Boot = { me: null, locale: DEFAULT_LOCALE, at: null, network: null, seeds: [] }

/** Of the element in the page that holds it. */
export const BOOT_ID = 'boot'

/** Of the one that holds the words of its language. */
export const WORDS_ID = 'words'
