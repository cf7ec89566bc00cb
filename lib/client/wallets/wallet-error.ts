/** What is wrong with a wallet that can be told here; a wallet tells everything else in its own words. */
export type WalletFault =
  | 'no_account'
  | 'no_such_account'
  | 'not_connected'
  | 'cannot_sign_message'
  | 'cannot_sign_transactions'
  | 'not_its_transaction'
  | 'other_demo_wallet'

/** Its message is for logs; people read the words of its fault. */
export class WalletError extends Error {
  override readonly name = 'WalletError'
  readonly fault: WalletFault

  constructor(fault: WalletFault, message: string) {
    super(message)
    this.fault = fault
  }
}
