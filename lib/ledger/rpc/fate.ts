import { BLOCKHASH_LIFETIME_BLOCKS, type Fate } from '@/lib/ledger/port'
import type { SolanaClient } from './endpoint'
import type { Endpoints } from './endpoints'
import { readStatus } from './statuses'

/** All nodes that answer must miss it before it counts as vanished; one that has it as final is enough. */
export async function agreeOnFate(
  endpoints: Endpoints,
  signature: string,
  lastValidBlockHeight: bigint,
): Promise<Fate> {
  const fates = await endpoints.askAll(
    (rpc) => readFate(rpc, signature, lastValidBlockHeight),
    (fate) => fate === 'finalized',
  )
  if (fates.includes('finalized')) return 'finalized'
  return fates.every((fate) => fate === 'vanished') ? 'vanished' : 'open'
}

/**
 * What one node says of a transaction. `vanished` only when it would have to know it: its finalized chain has passed
 * the end of the blockhash, the node that answered has come that far itself, and it still has the blocks in which the
 * transaction could be.
 */
async function readFate(rpc: SolanaClient, signature: string, lastValidBlockHeight: bigint): Promise<Fate> {
  const [slot, height] = await Promise.all([
    rpc.getSlot({ commitment: 'finalized' }).send(),
    rpc.getBlockHeight({ commitment: 'finalized' }).send(),
  ])
  const status = await readStatus(rpc, signature, { searchTransactionHistory: true })
  if (status.state === 'finalized') return 'finalized'
  if (status.state !== 'unknown' || status.contextSlot < slot) return 'open'
  if (height <= lastValidBlockHeight) return 'open'
  // The height may be that of a later blockhash, by one life at most.
  const earliest = lastValidBlockHeight - 2n * BLOCKHASH_LIFETIME_BLOCKS
  return (await reachesBackTo(rpc, earliest < 0n ? 0n : earliest)) ? 'vanished' : 'open'
}

async function reachesBackTo(rpc: SolanaClient, height: bigint): Promise<boolean> {
  const slot = await rpc.getFirstAvailableBlock().send()
  // No block is higher than its slot.
  if (slot <= height) return true
  const block = await rpc
    .getBlock(slot, { transactionDetails: 'none', rewards: false, maxSupportedTransactionVersion: 0 })
    .send()
  return block !== null && block.blockHeight <= height
}
