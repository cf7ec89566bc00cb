import type { Locale } from './locales'
import type { Network } from './network'
import type { Me } from './session'

/** What can be read, by the key under which the browser keeps it. */
export type Seed = readonly [key: readonly unknown[], data: unknown]

/** What a page comes with: for whom it was made, and what it shows. JSON of `json.ts`. */
export interface Boot {
  me: Me | null
  /** It is looked at as a visitor sees it, maybe by somebody who is signed in. */
  asVisitor: boolean
  /** The language it is in. */
  locale: Locale
  /** When that was, in ms by the server's clock. */
  at: number
  /** Where the site is: what leads there is no link to elsewhere. */
  origin: string
  /** Null while the node could not be asked. */
  network: Network | null
  seeds: Seed[]
  /** Whether SOL is play money here: the embedded ledger. */
  playMoney: boolean
  /** Whether there is a service worker to register. */
  serviceWorker: boolean
}

/** Of the element in the page that the site stands in. */
export const SITE_ID = 'site'

/** Of the element in the page that holds it. */
export const BOOT_ID = 'boot'

/** Of the link in the page to the words of its language. */
export const WORDS_ID = 'words'
