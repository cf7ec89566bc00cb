import type { Signature, Slot } from '@solana/kit'
import type { SignatureStatus } from '@/lib/ledger/port'
import type { SolanaClient } from './endpoint'
import { executionError } from './execution-error'

/** What one node has to say. Without the history it looks no further back than about two minutes, which costs less. */
export async function readStatus(
  rpc: SolanaClient,
  signature: string,
  { searchTransactionHistory }: { searchTransactionHistory: boolean },
): Promise<SignatureStatus & { contextSlot: Slot }> {
  const { context, value } = await rpc
    .getSignatureStatuses([signature as Signature], { searchTransactionHistory })
    .send()
  const [status] = value
  const contextSlot = context.slot
  if (status === null || status === undefined) return { state: 'unknown', contextSlot }
  return {
    state: status.confirmationStatus ?? (status.confirmations === null ? 'finalized' : 'processed'),
    slot: status.slot,
    error: executionError(status.err),
    contextSlot,
  }
}
