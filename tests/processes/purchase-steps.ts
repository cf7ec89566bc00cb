import { and, eq } from 'drizzle-orm'
import { readConfig } from '@/lib/config'
import { newId } from '@/lib/db/ids'
import { refunds } from '@/lib/db/tables/payments'
import { users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { type Viewer, viewerOf } from '@/lib/domain/context'
import { becomeCreator, setTiers } from '@/lib/domain/creators/creators'
import { openPurchase } from '@/lib/domain/money/purchases/opening'
import { submitPurchase } from '@/lib/domain/money/purchases/submission'
import { offerGoodwill } from '@/lib/domain/money/refunds/goodwill'
import { offerRefund, submitRefund } from '@/lib/domain/money/refunds/payment'
import { createPost, deletePost } from '@/lib/domain/posts/posts'
import { type Keypair, newKeypair } from '@/lib/ledger/keypair'
import { signTransaction } from '@/lib/ledger/transaction'
import { compose } from '@/lib/process/compose'
import type { Purchase, PurchaseItem } from '@/lib/schema/purchases'
import { instructionsOf, signed } from '@/tests/support/ledger/payments'
import { settleAllPurchases, settleAllRefunds } from '@/tests/support/money/settle-all'
import { killAtStep } from '@/tests/support/processes/kill-at-step'

/**
 * Runs the app and one scenario of a buyer and a creator, both new. Arguments: the scenario, and at which of its steps
 * the process is to end by SIGKILL; without one it prints its steps. `FUNDS` each have at the beginning.
 */
const FUNDS = 1_000_000_000n
const PRICE = 5_000_000n

const [scenario = '', stepToDieAt] = process.argv.slice(2)
const quiet = { info() {}, warn() {}, error: console.error }
const { app } = await compose(readConfig(process.env), quiet)
// What the last process left is brought in order first, as at every start.
await settleAllPurchases(app)
await settleAllRefunds(app)

interface Person extends Viewer {
  keypair: Keypair
}

async function join(): Promise<Person> {
  const keypair = newKeypair()
  const userId = newId()
  await app.db.transact((tx) => tx.sql.insert(users).values({ id: userId, wallet: keypair.address }))
  await app.faucet?.airdrop(keypair.address, FUNDS)
  return { ...viewerOf(userId), keypair }
}

const [buyer, creator] = [await join(), await join()]
const handle = `c${creator.userId.replaceAll('-', '').slice(-20)}`
await becomeCreator(app, creator, { handle, displayName: 'C', bio: '' })
await setTiers(
  app,
  creator,
  (['basic', 'vip'] as const).map((tier, index) => ({
    tier,
    priceLamports: PRICE * BigInt(index + 1),
    name: tier,
    benefits: [],
    enabled: true,
  })),
)
const newPost = () =>
  createPost(app, creator, {
    title: 'x',
    teaser: '',
    body: 'x',
    minTier: null,
    priceLamports: PRICE,
    mediaIds: [],
  })

const open = (item: PurchaseItem) => openPurchase(app, buyer, { item, idempotencyKey: null })

function submit(purchase: Purchase): Promise<Purchase> {
  const bytes = signTransaction(Buffer.from(purchase.transaction ?? '', 'base64'), buyer.keypair)
  return submitPurchase(app, buyer, purchase.id, bytes)
}

const buy = async (item: PurchaseItem) => submit(await open(item))

/** As a wallet does that sends by itself, with a blockhash that it has renewed. */
async function payDirectly({ id, splits, reference }: Purchase): Promise<void> {
  const payment = { payer: buyer.keypair.address, splits, reference, memo: id }
  // The embedded ledger makes a block every 400 ms; another one makes another transaction.
  const { blockhash } = await app.ledger.latestBlockhash()
  await until(async () => (await app.ledger.latestBlockhash()).blockhash !== blockhash)
  await app.ledger.send(signed(instructionsOf(payment), await app.ledger.latestBlockhash(), [buyer.keypair]))
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20))
}

async function payInVain(): Promise<string> {
  const post = await newPost()
  const purchase = await open({ kind: 'post', postId: post.id })
  await deletePost(app, creator, post.id)
  await payDirectly(purchase)
  await settleAllPurchases(app)
  const [refund] = await app.db.read
    .select({ id: refunds.id })
    .from(refunds)
    .innerJoin(purchases, eq(purchases.id, refunds.purchaseId))
    .where(and(eq(purchases.id, purchase.id)))
  if (refund === undefined) throw new Error('nothing is owed')
  return refund.id
}

/** Each first makes ready, and answers what is to be killed. */
const SCENARIOS: Record<string, () => Promise<() => Promise<unknown>>> = {
  async post() {
    const post = await newPost()
    return () => buy({ kind: 'post', postId: post.id })
  },
  async upgrade() {
    await buy({ kind: 'subscription', creatorId: creator.userId, tier: 'basic' })
    return () => buy({ kind: 'subscription', creatorId: creator.userId, tier: 'vip' })
  },
  async twice() {
    const post = await newPost()
    return async () => {
      const purchase = await open({ kind: 'post', postId: post.id })
      await Promise.all([submit(purchase), payDirectly(purchase)])
      await settleAllPurchases(app)
    }
  },
  async refund() {
    const refundId = await payInVain()
    return async () => {
      const { transaction } = await offerRefund(app, creator, refundId)
      const bytes = signTransaction(Buffer.from(transaction, 'base64'), creator.keypair)
      await submitRefund(app, creator, refundId, bytes)
    }
  },
  async goodwill() {
    const post = await newPost()
    const sale = await buy({ kind: 'post', postId: post.id })
    return async () => {
      const terms = { amountLamports: PRICE, reason: 'goodwill' } as const
      const { refund, transaction } = await offerGoodwill(app, creator, sale.id, terms)
      const bytes = signTransaction(Buffer.from(transaction, 'base64'), creator.keypair)
      await submitRefund(app, creator, refund.id, bytes)
    }
  },
}

const run = await SCENARIOS[scenario]?.()
if (run === undefined) throw new Error(`there is no scenario ${scenario}`)
console.log(`people ${buyer.userId} ${creator.userId}`)
const steps = await killAtStep(app, stepToDieAt, run)
console.log(`steps ${steps.join(' ')}`)
process.exit()
