import type { WalletFailure } from '@/lib/client/wallets/wallet'
import type { Translator } from '@/lib/words/translator'

/** A wallet the browser offers, as the wallet standard describes it. */
export interface WalletChoice {
  id: string
  name: string
  /** Data URL, from the wallet itself. */
  icon: string
  /** The built-in one for trying things out. */
  demo: boolean
}

/** Why there is no demo wallet where there should be one: the page is plain http, or the browser too old. */
export type DemoWalletProblem = 'insecure' | 'unable'

/** Why nobody is signed in. */
export type SignInProblem =
  | { kind: 'no_cookies' }
  | { kind: 'wallet_failed'; failure: WalletFailure }
  | { kind: 'thrown'; error: Error }

export type SignInView =
  | { status: 'choosing' }
  /** The secret of a demo wallet is asked for, to use that wallet here too. */
  | { status: 'bringing' }
  /** The wallet on a phone is asked. */
  | { status: 'phone' }
  /** The wallet shows the text and asks for a signature. */
  | { status: 'signing'; walletName: string }
  | { status: 'verifying'; walletName: string }
  | { status: 'rejected'; walletName: string }
  | { status: 'error'; problem: SignInProblem }

export const CHOOSING: SignInView = { status: 'choosing' }

export function signInTitle(t: Translator, { status }: SignInView): string {
  if (status === 'bringing') return t('signIn.title.bring')
  return status === 'phone' ? t('signIn.title.phone') : t('signIn.title')
}
