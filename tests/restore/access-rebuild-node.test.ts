import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkLedger } from '@/lib/audit/check-ledger'
import type { Database } from '@/lib/db/database'
import { posts } from '@/lib/db/tables/content'
import { ledgerLines, payments } from '@/lib/db/tables/payments'
import { users } from '@/lib/db/tables/people'
import { subscriptions } from '@/lib/db/tables/purchases'
import { viewerOf } from '@/lib/domain/context'
import { readAccess } from '@/lib/domain/posts/post-access'
import { newKeypair } from '@/lib/ledger/keypair'
import { LAMPORTS_PER_SOL } from '@/lib/money'
import type { Rebuilt } from '@/lib/restore/rebuild'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { SECOND } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { exportLines, restoreInto } from '@/tests/support/app/restoring'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { openEmptyDatabase } from '@/tests/support/database/empty-database'
import { canRunSolanaNode, type SolanaNode, startSolanaNode } from '@/tests/support/ledger/solana-node'
import { buy } from '@/tests/support/money/purchases'
import { settleAllPurchases } from '@/tests/support/money/settle-all'
import { payDirectly } from '@/tests/support/money/sold-world'

/** A block tells its time in whole seconds, and the server books what it sees some blocks later. */
const BLOCK_TIME_MS = 5 * SECOND

describe.skipIf(!canRunSolanaNode)('on a Solana node', () => {
  let node: SolanaNode
  let app: TestApp
  let creator: Creator
  let fan: Person
  let restored: Awaited<ReturnType<typeof openEmptyDatabase>>
  let rebuilt: Rebuilt
  beforeAll(async () => {
    node = await startSolanaNode()
    const platformWallet = newKeypair().address
    node.fund(platformWallet, LAMPORTS_PER_SOL)
    const env = { SOLANA_RPC_URL: node.url, PLATFORM_WALLET: platformWallet, LEDGER: '' }
    app = await startTestApp({ env: { ...LONG_TOKENS, ...env } })
    const inviter = await makeCreator(app)
    creator = await makeCreator(app, {
      referredBy: inviter.handle,
      tiers: { basic: 10_000_000n, premium: 30_000_000n },
    })
    fan = await signIn(app)
    node.fund(fan.wallet, 10n * LAMPORTS_PER_SOL)
    const [cheap, dear] = [
      await makePost(creator, { priceLamports: 10_000_039n }),
      await makePost(creator, { priceLamports: 40_000_000n }),
    ]
    await makePost(creator, { minTier: 'premium' })
    await buy(fan, { kind: 'post', postId: dear.id })
    const paid = await buy(fan, { kind: 'post', postId: cheap.id })
    await buy(fan, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })
    await buy(fan, { kind: 'subscription', creatorId: creator.id, tier: 'premium' })
    await buy(fan, { kind: 'tip', creatorId: creator.id, amountLamports: 7_000_000n })
    await payDirectly(app, fan, paid)
    await vi.waitFor(async () => {
      await settleAllPurchases(app.app)
      expect(await app.app.db.read.select().from(payments)).toHaveLength(6)
    }, 20 * SECOND)
    restored = await openEmptyDatabase()
    rebuilt = await restoreInto(restored.db, app, await exportLines(app))
  })
  afterAll(async () => {
    await restored?.remove()
    await app?.close()
    await node?.stop()
  })

  const both = async <T>(read: (db: Database) => Promise<T>) =>
    [await read(restored.db), await read(app.app.db)] as const

  it('the rebuilt database gives everybody what they had', async () => {
    expect(rebuilt).toEqual({ payments: 6, refunds: 0, leftOut: [] })
    const [now, before] = await both(async (db) => {
      const all = (await db.read.select({ id: posts.id }).from(posts).orderBy(asc(posts.id))).map(
        ({ id }) => id,
      )
      const people = await db.read.select({ userId: users.id }).from(users).orderBy(asc(users.id))
      return Promise.all(
        people.map(async (viewer) => {
          const access = await readAccess(db.read, viewer && viewerOf(viewer.userId), all, app.clock.now())
          return [...access.values()].map(({ id, unlockedBy }) => ({ ...viewer, id, unlockedBy }))
        }),
      )
    })
    expect(now).toEqual(before)
    const unlocked = before.flat().filter(({ userId }) => userId === fan.id)
    expect(unlocked.map(({ unlockedBy }) => unlockedBy).sort()).toEqual(['purchase', 'purchase', 'tier'])
  })

  it('a subscription ends within seconds of when it did', async () => {
    const [now, before] = await both((db) => db.read.select().from(subscriptions))
    expect(now).toMatchObject([{ userId: fan.id, creatorId: creator.id, tier: 'premium' }])
    const apart = Number(now[0]?.currentPeriodEnd) - Number(before[0]?.currentPeriodEnd)
    expect(Math.abs(apart)).toBeLessThan(BLOCK_TIME_MS)
  })

  it('the book is the same, and both agree with the chain line by line', async () => {
    const [now, before] = await both(async (db) => {
      const rows = await db.read.select().from(ledgerLines)
      return rows.map(({ account, wallet, lamports }) => `${account} ${wallet} ${lamports}`).sort()
    })
    expect(now).toEqual(before)
    const { ledger, platformWallet, now: clock } = app.app
    for (const db of [app.app.db, restored.db])
      expect((await checkLedger({ db, ledger, platformWallet, now: clock })).faults).toEqual([])
  })
})
