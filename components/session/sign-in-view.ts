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

export type SignInView =
  | { status: 'choosing' }
  /** The secret of a demo wallet is asked for, to use that wallet here too. */
  | { status: 'bringing' }
  /** The wallet shows the text and asks for a signature. */
  | { status: 'signing'; walletName: string }
  | { status: 'verifying'; walletName: string }
  | { status: 'rejected'; walletName: string }
  | { status: 'error'; message: string }

export const CHOOSING: SignInView = { status: 'choosing' }

export function signInTitle({ status }: SignInView): string {
  return status === 'bringing' ? 'Bring a demo wallet' : 'Sign in with a wallet'
}
