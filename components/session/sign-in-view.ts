/** A wallet the browser offers, as the wallet standard describes it. */
export interface WalletChoice {
  id: string
  name: string
  /** Data URL, from the wallet itself. */
  icon: string
  /** The built-in one for trying things out. */
  demo: boolean
}

export type SignInView =
  | { status: 'choosing' }
  /** The wallet shows the text and asks for a signature. */
  | { status: 'signing'; walletName: string }
  | { status: 'verifying'; walletName: string }
  | { status: 'rejected'; walletName: string }
  | { status: 'error'; message: string }
