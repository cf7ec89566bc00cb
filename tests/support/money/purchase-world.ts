import { join } from 'node:path'
import { type Database, openDatabase } from '@/lib/db/database'
import { newId } from '@/lib/db/ids'
import { users } from '@/lib/db/tables/people'
import { type Viewer, viewerOf } from '@/lib/domain/context'
import { becomeCreator, setTiers } from '@/lib/domain/creators/creators'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { createPost } from '@/lib/domain/posts/posts'
import { type EmbeddedLedger, openEmbeddedLedger } from '@/lib/ledger/embedded'
import { type Keypair, newKeypair } from '@/lib/ledger/keypair'
import { readClaim } from '@/lib/ledger/payment-claim'
import { LAMPORTS_PER_SOL } from '@/lib/money'
import type { Purchase, PurchaseItem } from '@/lib/schema/purchases'
import { TestClock } from '@/tests/support/app/clock'
import type { TestDatabase } from '@/tests/support/database/test-database'
import { onAnotherFork } from '@/tests/support/ledger/fork'
import { type Faults, withFaults } from './fail-once'

export const FUNDS = 10n * LAMPORTS_PER_SOL
export const PRICE = 5_000_000n
const platform = newKeypair()

/** What money needs of a server, without the server: nothing happens unless a step says so. */
export interface Bench {
  /** What the steps work with: its calls may fail, and it does not see what the network has undone. */
  context: PurchaseContext
  /** The same without faults: what is checked with. */
  sound: PurchaseContext
  /** What was ever executed, also what the network has undone since. */
  chain: EmbeddedLedger
  clock: TestClock
  faults: Faults
  undone: Set<string>
  close(): Promise<void>
}

/** Opening it again on the same data, with the clock and what was undone, is a restart. */
export async function openBench(
  { env }: TestDatabase,
  clock = new TestClock(),
  undone = new Set<string>(),
): Promise<Bench> {
  const folder = env.DATA_DIR ?? ''
  const db: Database = await openDatabase({ url: env.DATABASE_URL, folder })
  const chain = await openEmbeddedLedger({ folder: join(folder, 'ledger'), now: () => clock.now().getTime() })
  const [platformWallet, referenceKey] = [platform.address, await db.referenceKey()]
  if ((await chain.balance(platformWallet)) === 0n) await chain.airdrop(platformWallet, LAMPORTS_PER_SOL)
  const faults: Faults = { failIn: null }
  const sound = { db, ledger: onAnotherFork(chain, undone), now: clock.now, platformWallet, referenceKey }
  return {
    context: { ...sound, ...withFaults(db, sound.ledger, faults) },
    sound,
    chain,
    clock,
    faults,
    undone,
    async close() {
      await chain.close()
      await db.close()
    },
  }
}

interface Actor extends Viewer {
  keypair: Keypair
}

/** A buyer, a creator with two posts and two tiers, and everything that the buyer has opened and signed. */
export interface World {
  buyer: Actor
  creator: Actor
  items: PurchaseItem[]
  purchases: Purchase[]
  signed: { purchase: Purchase; bytes: Uint8Array }[]
}

export async function makeWorld(bench: Bench): Promise<World> {
  const [buyer, creator] = [await newActor(bench), await newActor(bench)]
  const { sound } = bench
  const handle = `c${creator.userId.replaceAll('-', '').slice(-20)}`
  await becomeCreator(sound, creator, { handle, displayName: 'C', bio: '' })
  const offers = (['basic', 'vip'] as const).map((tier, index) => ({
    tier,
    priceLamports: PRICE * BigInt(index + 1),
    name: tier,
    benefits: [],
    enabled: true,
  }))
  await setTiers(sound, creator, offers)
  const posts = [await newPost(sound, creator), await newPost(sound, creator)]
  const creatorId = creator.userId
  return {
    buyer,
    creator,
    items: [
      ...posts.map((postId) => ({ kind: 'post' as const, postId })),
      { kind: 'tip', creatorId, amountLamports: PRICE },
      { kind: 'subscription', creatorId, tier: 'basic' },
      { kind: 'subscription', creatorId, tier: 'vip' },
    ],
    purchases: [],
    signed: [],
  }
}

async function newPost(context: PurchaseContext, creator: Actor): Promise<string> {
  const input = { title: 'x', teaser: '', body: 'x', minTier: null, priceLamports: PRICE, mediaIds: [] }
  return (await createPost(context, creator, input)).id
}

async function newActor({ sound, chain }: Bench): Promise<Actor> {
  const keypair = newKeypair()
  const userId = newId()
  await sound.db.transact(({ sql }) => sql.insert(users).values({ id: userId, wallet: keypair.address }))
  await chain.airdrop(keypair.address, FUNDS)
  return { ...viewerOf(userId), keypair }
}

/** A transaction that took effect, as it says itself. */
export interface Executed {
  signature: string
  payer: string
  memo: string
  lamports: bigint
  feeLamports: bigint
  toCreator: bigint
  isUndone: boolean
}

/** What buyer and creator have ever paid, by the chain alone. */
export async function readPaid({ chain, undone }: Bench, { buyer, creator }: World): Promise<Executed[]> {
  const paid: Executed[] = []
  for await (const { signature, error } of chain.history(buyer.keypair.address)) {
    const executed = error === null ? await chain.transaction(signature) : null
    const claim = executed && readClaim(executed)
    if (executed === null || claim === null) continue
    if (claim.payer !== buyer.keypair.address && claim.payer !== creator.keypair.address) continue
    const sum = (transfers: typeof claim.transfers) =>
      transfers.reduce((total, { lamports }) => total + lamports, 0n)
    paid.push({
      signature,
      payer: claim.payer,
      memo: claim.memo,
      lamports: sum(claim.transfers),
      feeLamports: executed.feeLamports,
      toCreator: sum(claim.transfers.filter(({ wallet }) => wallet === creator.keypair.address)),
      isUndone: undone.has(signature),
    })
  }
  return paid
}
