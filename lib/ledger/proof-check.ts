import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system'
import type { Proof } from './payment-build'
import { memoTextOf, messageOf } from './payment-parts'
import type { ExecutedTransaction } from './port'

/**
 * The wallet that an executed transaction proves to be in somebody's hands: it pays for it and so has signed it, names the
 * reference in a transfer of its own, and says the text once. Null where it proves nothing. What wallets add is no matter.
 */
export function provenBy(
  executed: ExecutedTransaction,
  { reference, text }: Omit<Proof, 'wallet'>,
): string | null {
  const message = executed.error === null ? messageOf(executed) : null
  if (message === null || message.signature !== executed.signature) return null
  const [wallet] = message.signers
  if (wallet === undefined) return null
  const memos = message.instructions.filter((instruction) => memoTextOf(instruction) === text)
  const names = message.instructions.some(
    ({ programAddress, accounts: [source, , third] }) =>
      programAddress === SYSTEM_PROGRAM_ADDRESS && source === wallet && third === reference,
  )
  return memos.length === 1 && names ? wallet : null
}
