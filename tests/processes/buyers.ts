import { readConfig } from '@/lib/config'
import { newId } from '@/lib/db/ids'
import { users } from '@/lib/db/tables/people'
import { viewerOf } from '@/lib/domain/context'
import { becomeCreator } from '@/lib/domain/creators/creators'
import { openPurchase } from '@/lib/domain/money/purchases/opening'
import { submitPurchase } from '@/lib/domain/money/purchases/submission'
import { createPost } from '@/lib/domain/posts/posts'
import { newKeypair } from '@/lib/ledger/keypair'
import { signTransaction } from '@/lib/ledger/transaction'
import { compose } from '@/lib/process/compose'

// Runs the app and buys without end, three buyers at once, each post once. Prints what was confirmed.
const FUNDS = 1_000_000_000_000n
const quiet = { info() {}, warn() {}, error: console.error }
const { app } = await compose(readConfig(process.env), quiet)

async function join() {
  const keypair = newKeypair()
  const userId = newId()
  await app.db.transact(async (tx) => {
    await tx.sql.insert(users).values({ id: userId, wallet: keypair.address })
  })
  return { ...viewerOf(userId), keypair }
}

const creator = await join()
await becomeCreator(app, creator, {
  handle: `c${creator.userId.slice(0, 13).replace('-', '')}`,
  displayName: 'C',
  bio: '',
})

async function buyWithoutEnd(): Promise<void> {
  const { userId, keypair } = await join()
  await app.faucet?.airdrop(keypair.address, FUNDS)
  const fields = { title: 'x', teaser: '', body: 'x', minTier: null, priceLamports: 5_000_000n, mediaIds: [] }
  for (;;) {
    const post = await createPost(app, creator, fields)
    const item = { kind: 'post', postId: post.id } as const
    const purchase = await openPurchase(app, viewerOf(userId), { item, idempotencyKey: null })
    const bytes = signTransaction(Buffer.from(purchase.transaction ?? '', 'base64'), keypair)
    const { status } = await submitPurchase(app, viewerOf(userId), purchase.id, bytes)
    console.log(`${status} ${purchase.id}`)
  }
}

await Promise.all([buyWithoutEnd(), buyWithoutEnd(), buyWithoutEnd()])
