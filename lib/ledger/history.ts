import type { ExecutedTransaction } from './port'
import type { ReadTransaction } from './transaction'

/** What the embedded ledger has executed, and the ways to find it again. */
export class History {
  readonly #bySignature = new Map<string, ExecutedTransaction>()
  readonly #byMessage = new Map<string, string>()
  readonly #byAccount = new Map<string, ExecutedTransaction[]>()

  record(transaction: ReadTransaction, executed: ExecutedTransaction): void {
    this.#bySignature.set(executed.signature, executed)
    this.#byMessage.set(messageKey(transaction), executed.signature)
    for (const account of transaction.accounts) {
      const naming = this.#byAccount.get(account)
      if (naming) naming.push(executed)
      else this.#byAccount.set(account, [executed])
    }
  }

  find(signature: string): ExecutedTransaction | undefined {
    return this.#bySignature.get(signature)
  }

  /** The signature under which this very message was executed; a signer can make several for one message. */
  signatureOf(transaction: ReadTransaction): string | undefined {
    return this.#byMessage.get(messageKey(transaction))
  }

  /** Those that name an account, newest first. */
  naming(account: string): ExecutedTransaction[] {
    return (this.#byAccount.get(account) ?? []).toReversed()
  }
}

function messageKey({ wire }: ReadTransaction): string {
  return Buffer.from(wire.messageBytes).toString('base64')
}
