import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkLedger } from '@/lib/audit/check-ledger'
import type { Database } from '@/lib/db/database'
import { media, posts } from '@/lib/db/tables/content'
import { ledgerLines, payments, refunds } from '@/lib/db/tables/payments'
import { creators, notifications, tiers, users } from '@/lib/db/tables/people'
import { purchases, subscriptions } from '@/lib/db/tables/purchases'
import { events } from '@/lib/db/tables/realtime'
import { viewerOf } from '@/lib/domain/context'
import { announceEnds } from '@/lib/domain/money/subscriptions/subscriptions'
import { readAccess } from '@/lib/domain/posts/post-access'
import { readTransaction } from '@/lib/ledger/transaction'
import type { Rebuilt } from '@/lib/restore/rebuild'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { SECOND } from '@/tests/support/app/clock'
import { exportLines, restoreInto } from '@/tests/support/app/restoring'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { openEmptyDatabase } from '@/tests/support/database/empty-database'
import { makeSoldWorld, type SoldWorld } from '@/tests/support/money/sold-world'

let app: TestApp
let world: SoldWorld
let rebuilt: Rebuilt
let restored: Awaited<ReturnType<typeof openEmptyDatabase>>

beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  world = await makeSoldWorld(app)
  restored = await openEmptyDatabase()
  rebuilt = await restoreInto(restored.db, app, await exportLines(app))
})
afterAll(async () => {
  await restored.remove()
  await app.close()
})

/** A wallet that sends by itself takes a newer blockhash than the offered one, and the chain keeps that. */
function withoutBlockhash(transaction: Uint8Array) {
  const { feePayer, signers, accounts, instructions } = readTransaction(transaction) ?? expect.fail()
  return { feePayer, signers, accounts, instructions }
}

const both = async <T>(read: (db: Database) => Promise<T>) =>
  [await read(restored.db), await read(app.app.db)] as const

describe('the rebuilt database', () => {
  it('leaves nothing out', () => {
    expect(rebuilt).toMatchObject({ leftOut: [], refunds: 5 })
  })

  it('gives everybody what they had, and nothing else', async () => {
    const accessOf = async (db: Database) => {
      const people = await db.read.select({ userId: users.id }).from(users).orderBy(asc(users.id))
      const all = (await db.read.select({ id: posts.id }).from(posts).orderBy(asc(posts.id))).map(
        ({ id }) => id,
      )
      return Promise.all(
        people.map(async (viewer) => {
          const access = await readAccess(db.read, viewer && viewerOf(viewer.userId), all, app.clock.now())
          return [...access.values()].map(({ id, unlockedBy }) => ({ ...viewer, id, unlockedBy }))
        }),
      )
    }
    const [now, before] = await both(accessOf)
    expect(now).toEqual(before)
    const unlocked = before.flat().map(({ unlockedBy }) => unlockedBy)
    expect(new Set(unlocked)).toEqual(new Set([null, 'author', 'purchase', 'tier']))
  })

  it('holds users, creators, tiers, posts and images as they were, without what is counted otherwise', async () => {
    for (const table of [tiers, media]) {
      const [now, before] = await both((db) => db.read.select().from(table))
      expect(now).toEqual(before)
    }
    const [nowPosts, postsBefore] = await both((db) => db.read.select().from(posts).orderBy(asc(posts.id)))
    expect(nowPosts).toEqual(postsBefore.map((post) => ({ ...post, likesCount: 0, commentsCount: 0 })))
    const [nowUsers, usersBefore] = await both((db) => db.read.select().from(users).orderBy(asc(users.id)))
    expect(nowUsers).toEqual(usersBefore.map((user) => ({ ...user, welcomed: true, unreadCount: 0 })))
    const [nowCreators, creatorsBefore] = await both((db) =>
      db.read.select().from(creators).orderBy(asc(creators.id)),
    )
    expect(nowCreators).toEqual(creatorsBefore)
  })

  it('holds each purchase as it was, its times to within seconds', async () => {
    const [now, before] = await both((db) => db.read.select().from(purchases).orderBy(asc(purchases.id)))
    const exact = (row: (typeof before)[number]) => ({
      id: row.id,
      buyerId: row.buyerId,
      creatorId: row.creatorId,
      kind: row.kind,
      postId: row.postId,
      tier: row.tier,
      status: row.status,
      failure: row.failure,
      priceLamports: row.priceLamports,
      creditLamports: row.creditLamports,
      amountLamports: row.amountLamports,
      owedLamports: row.owedLamports,
      splits: row.splits,
      reference: row.reference,
      signature: row.signature,
      offered: withoutBlockhash(row.unsignedTransaction),
    })
    expect(now.map(exact)).toEqual(before.map(exact))
    for (const [index, row] of now.entries()) {
      const old = before[index]
      for (const name of ['confirmedAt', 'refundedAt', 'periodStart', 'periodEnd'] as const)
        expect(secondsBetween(row[name], old?.[name]), `${name} of ${row.kind}`).toBeLessThan(5)
    }
  })

  it('holds the same subscriptions, their ends to within seconds', async () => {
    const [now, before] = await both((db) =>
      db.read.select().from(subscriptions).orderBy(asc(subscriptions.userId)),
    )
    const exact = ({ userId, creatorId, tier }: (typeof before)[number]) => ({ userId, creatorId, tier })
    expect(now.map(exact)).toEqual(before.map(exact))
    for (const [index, { currentPeriodEnd }] of now.entries())
      expect(secondsBetween(currentPeriodEnd, before[index]?.currentPeriodEnd)).toBeLessThan(5)
  })

  it('holds the same payments, the same book, and what is owed back', async () => {
    const [nowPaid, paidBefore] = await both((db) =>
      db.read
        .select({
          signature: payments.signature,
          purchaseId: payments.purchaseId,
          state: payments.state,
          amountLamports: payments.amountLamports,
          feeLamports: payments.feeLamports,
          slot: payments.slot,
          executedAt: payments.executedAt,
        })
        .from(payments)
        .orderBy(asc(payments.signature)),
    )
    expect(nowPaid).toEqual(paidBefore)
    expect(new Set(nowPaid.map(({ state }) => state))).toEqual(new Set(['applied', 'surplus', 'refund']))

    const [nowLines, linesBefore] = await both(async (db) => {
      const rows = await db.read.select().from(ledgerLines)
      return rows.map(({ account, wallet, lamports }) => `${account} ${wallet} ${lamports}`).sort()
    })
    expect(nowLines).toEqual(linesBefore)

    const [nowOwed, owedBefore] = await both((db) =>
      db.read
        .select({
          purchaseId: refunds.purchaseId,
          status: refunds.status,
          reason: refunds.reason,
          amountLamports: refunds.amountLamports,
          paymentSignature: refunds.paymentSignature,
          signature: refunds.signature,
          endsAccess: refunds.endsAccess,
        })
        .from(refunds)
        .orderBy(asc(refunds.paymentSignature), asc(refunds.signature)),
    )
    expect(nowOwed).toEqual(owedBefore)
    for (const { id, signature } of [world.refunds.paid, world.refunds.raced]) {
      const [paidBack] = await restored.db.read.select().from(refunds).where(eq(refunds.id, id))
      expect(paidBack).toMatchObject({ status: 'paid', signature })
    }
  })

  it('agrees with the chain line by line', async () => {
    const { ledger, platformWallet, now } = app.app
    const audit = await checkLedger({ db: restored.db, ledger, platformWallet, now })
    expect(audit.faults).toEqual([])
  })

  it('tells nobody what they were told when it happened, nor will it', async () => {
    expect(await announceEnds({ db: restored.db, now: app.clock.now })).toBe(0)
    expect(await restored.db.read.select().from(notifications)).toEqual([])
    expect(await restored.db.read.select().from(events)).toEqual([])
    expect(await restored.db.referenceKey()).toBe(app.app.referenceKey)
  })
})

function secondsBetween(left: Date | null, right: Date | null | undefined): number {
  if (left === null || right == null) return left === right ? 0 : Number.POSITIVE_INFINITY
  return Math.abs(left.getTime() - right.getTime()) / SECOND
}
