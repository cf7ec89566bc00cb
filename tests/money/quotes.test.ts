import { eq } from 'drizzle-orm'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { openPurchase } from '@/lib/domain/money/purchases/opening'
import { type FullQuote, quoteItem } from '@/lib/domain/money/purchases/quotes'
import { submitPurchase } from '@/lib/domain/money/purchases/submission'
import { createPost } from '@/lib/domain/posts/posts'
import { newKeypair } from '@/lib/ledger/keypair'
import { ACCOUNT_MIN_LAMPORTS } from '@/lib/ledger/port'
import { signTransaction } from '@/lib/ledger/transaction'
import { MIN_PRICE_LAMPORTS, PERIOD_MS } from '@/lib/money'
import type { PurchaseItem, Split } from '@/lib/schema/purchases'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import { type Bench, makeWorld, openBench, type World } from '@/tests/support/money/purchase-world'

let data: TestDatabase
let bench: Bench
let world: World
beforeAll(async () => {
  data = await createTestDatabase()
  bench = await openBench(data)
  world = await makeWorld(bench)
})
afterAll(async () => {
  await bench.close()
  await data.remove()
})

/** As high as the buyers of these tests can pay, many of them around the one at which a share opens an account. */
const price = fc.oneof(
  fc.bigInt({ min: MIN_PRICE_LAMPORTS, max: 2_000_000_000n }),
  fc.bigInt({ min: 20n * ACCOUNT_MIN_LAMPORTS - 50n, max: 20n * ACCOUNT_MIN_LAMPORTS + 50n }),
)
/** An account is either not there or holds its minimum. */
const held = fc.oneof(
  fc.constant(0n),
  fc.bigInt({ min: ACCOUNT_MIN_LAMPORTS, max: 2n * ACCOUNT_MIN_LAMPORTS }),
)

const shareOf = ({ splits }: FullQuote, role: Split['role']) =>
  splits.find((split) => split.role === role)?.lamports ?? 0n
const sumOf = ({ splits }: FullQuote) => splits.reduce((sum, { lamports }) => sum + lamports, 0n)
const balanceOf = (wallet: string) => bench.chain.balance(wallet)

/** The creator was invited by somebody new who holds this much. */
async function invitedBySomebodyWith(lamports: bigint): Promise<string> {
  const { address: wallet } = newKeypair()
  const referredById = newId()
  await bench.sound.db.transact(async ({ sql }) => {
    await sql.insert(users).values({ id: referredById, wallet })
    await sql.update(creators).set({ referredById }).where(eq(creators.id, world.creator.userId))
  })
  if (lamports > 0n) await bench.chain.airdrop(wallet, lamports)
  return wallet
}

async function sellFor(priceLamports: bigint): Promise<PurchaseItem> {
  const input = { title: 'x', teaser: '', body: 'x', minTier: null, priceLamports, mediaIds: [] }
  return { kind: 'post', postId: (await createPost(bench.sound, world.creator, input)).id }
}

it('a quote’s splits are whole, add up to its amount, can all be paid out, and are paid out to the lamport', async () => {
  await fc.assert(
    fc.asyncProperty(price, held, async (priceLamports, referrerHolds) => {
      const { sound, chain } = bench
      // The buyer never runs out.
      await chain.airdrop(world.buyer.keypair.address, priceLamports)
      const referrer = await invitedBySomebodyWith(referrerHolds)
      const item = await sellFor(priceLamports)
      const quote = await quoteItem(sound, world.buyer, item)
      const share = priceLamports / 20n
      const isPayable = referrerHolds + share >= ACCOUNT_MIN_LAMPORTS

      expect(quote).toMatchObject({ priceLamports, amountLamports: priceLamports, creditLamports: 0n })
      expect(sumOf(quote)).toBe(priceLamports)
      for (const { lamports } of quote.splits) expect(lamports).toBeGreaterThan(0n)
      expect(shareOf(quote, 'referrer')).toBe(isPayable ? share : 0n)
      expect(quote.owedLamports).toBe(isPayable ? 0n : share)
      expect(shareOf(quote, 'platform')).toBe(isPayable ? share : 2n * share)

      const wallets = [world.creator.keypair.address, sound.platformWallet, referrer]
      const before = await Promise.all(wallets.map(balanceOf))
      const opened = await openPurchase(sound, world.buyer, { item, idempotencyKey: null })
      const bytes = signTransaction(Buffer.from(opened.transaction ?? '', 'base64'), world.buyer.keypair)
      expect((await submitPurchase(sound, world.buyer, opened.id, bytes)).status).toBe('confirmed')
      const after = await Promise.all(wallets.map(balanceOf))
      expect(after.map((balance, index) => balance - (before[index] ?? 0n))).toEqual(
        (['creator', 'platform', 'referrer'] as const).map((role) => shareOf(quote, role)),
      )
    }),
    { numRuns: 40 },
  )
})

it('a higher price is less to nobody: what is owed counts as theirs', async () => {
  await fc.assert(
    fc.asyncProperty(price, price, held, async (one, other, referrerHolds) => {
      await invitedBySomebodyWith(referrerHolds)
      const prices = one < other ? [one, other] : [other, one]
      const dueAt = async (priceLamports: bigint) => {
        const quote = await quoteItem(bench.sound, world.buyer, await sellFor(priceLamports))
        return [
          shareOf(quote, 'creator'),
          shareOf(quote, 'platform') - quote.owedLamports,
          shareOf(quote, 'referrer') + quote.owedLamports,
          shareOf(quote, 'referrer'),
        ]
      }
      const [less = [], more = []] = await Promise.all(prices.map(dueAt))
      for (const [index, share] of less.entries()) expect(more[index]).toBeGreaterThanOrEqual(share)
    }),
    { numRuns: 40 },
  )
})

it('an upgrade’s quote is price less credit, never under the smallest price, and never falls as time passes', async () => {
  const { sound } = bench
  const { creatorId, ...basic } = {
    kind: 'subscription',
    creatorId: world.creator.userId,
    tier: 'basic',
  } as const
  const opened = await openPurchase(sound, world.buyer, {
    item: { ...basic, creatorId },
    idempotencyKey: null,
  })
  const bytes = signTransaction(Buffer.from(opened.transaction ?? '', 'base64'), world.buyer.keypair)
  await submitPurchase(sound, world.buyer, opened.id, bytes)
  const begin = bench.clock.now().getTime()
  const moment = fc.nat({ max: PERIOD_MS + 1_000 })

  await fc.assert(
    fc.asyncProperty(price, moment, moment, async (priceLamports, one, other) => {
      await sound.db.transact(({ sql }) =>
        sql.update(tiers).set({ priceLamports }).where(eq(tiers.tier, 'vip')),
      )
      const quoteAfter = (ms: number) =>
        quoteItem(sound, world.buyer, { ...basic, creatorId, tier: 'vip' }, new Date(begin + ms))
      const [earlier, later] = await Promise.all([one, other].sort((a, b) => a - b).map(quoteAfter))
      if (earlier === undefined || later === undefined) throw new Error('two quotes')
      for (const quote of [earlier, later]) {
        expect(quote.amountLamports + quote.creditLamports).toBe(priceLamports)
        expect(quote.creditLamports).toBeGreaterThanOrEqual(0n)
        expect(quote.creditLamports).toBeLessThanOrEqual(opened.amountLamports)
        expect(quote.amountLamports).toBeGreaterThanOrEqual(MIN_PRICE_LAMPORTS)
        expect(sumOf(quote)).toBe(quote.amountLamports)
      }
      expect(later.amountLamports).toBeGreaterThanOrEqual(earlier.amountLamports)
    }),
    { numRuns: 100 },
  )
})
