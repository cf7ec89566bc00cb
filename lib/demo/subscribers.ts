import type { App } from '@/lib/app'
import { viewerOf } from '@/lib/domain/context'
import { openPurchase } from '@/lib/domain/money/purchases/opening'
import { submitPurchase } from '@/lib/domain/money/purchases/submission'
import type { Keypair } from '@/lib/ledger/keypair'
import { signTransaction } from '@/lib/ledger/transaction'
import { TIERS } from '@/lib/schema/tiers'

const ALLOWANCE_LAMPORTS = 5_000_000_000n

/** Fans pay for their subscriptions like anybody: on the ledger, so that the book is right from the first line on. */
export async function subscribeFans(
  app: App,
  fans: { userId: string; keypair: Keypair }[],
  creatorIds: string[],
): Promise<void> {
  for (const [index, { userId, keypair }] of fans.entries()) {
    const creatorId = creatorIds[index % creatorIds.length]
    const tier = TIERS[index % 2]
    if (creatorId === undefined || tier === undefined || app.faucet === null) continue
    await app.faucet.airdrop(keypair.address, ALLOWANCE_LAMPORTS)
    const purchase = await openPurchase(app, viewerOf(userId), {
      item: { kind: 'subscription', creatorId, tier },
      idempotencyKey: null,
    })
    const bytes = signTransaction(Buffer.from(purchase.transaction ?? '', 'base64'), keypair)
    await submitPurchase(app, viewerOf(userId), purchase.id, bytes)
  }
}
