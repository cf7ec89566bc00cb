import { eq, gt, lte, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { posts } from '@/lib/db/tables/content'
import { notifications, users } from '@/lib/db/tables/people'
import { purchases, subscriptions } from '@/lib/db/tables/purchases'
import type { PurchaseContext } from '@/lib/domain/money/context'
import { readScanned, scanWallets } from '@/lib/domain/money/payments/chain-scan'
import type { Ledger } from '@/lib/ledger/port'
import { bookFoundPayment, bookFoundRefund } from './book-found'
import { readCatalogue } from './catalogue'
import type { Deletion, Loaded } from './load-export'
import {
  type FoundPayment,
  type FoundRefund,
  indexPayments,
  matchPayment,
  matchRefund,
  type Terms,
  type Unmatched,
} from './match'

/** A payment that came shortly before may be followed by another one for the same: those are looked for by themselves. */
const LOOK_AGAIN_MS = 60 * 60 * 1000

interface RebuildContext {
  db: Database
  ledger: Ledger
  platformWallet: string
  now(): Date
}

export interface LeftOut {
  signature: string
  why: string
}

export interface Rebuilt {
  payments: number
  refunds: number
  /** What names a purchase and could not be booked. */
  leftOut: LeftOut[]
}

/**
 * Books what the chain says was paid, in its order, by the very code that books a payment as it arrives; each at the
 * time of its block. Nobody is told: it was told then. `loaded` is what `loadExport` has put into the empty database.
 */
export async function rebuild(context: RebuildContext, loaded: Loaded): Promise<Rebuilt> {
  const { db, ledger, platformWallet, now } = context
  const terms = {
    referenceKey: await db.referenceKey(),
    platformWallets: [...new Set([...loaded.platformWallets, platformWallet])],
    catalogue: await readCatalogue(db.read),
  }
  const { steps, leftOut } = await readSteps(ledger, terms)
  const deletions = [...loaded.deletions]
  const rebuilt: Rebuilt = { payments: 0, refunds: 0, leftOut }
  for (const { at, ...step } of steps) {
    await deletePosts(db, takeUntil(deletions, at))
    const then: PurchaseContext = { ...context, ...terms, db: quietly(db), now: () => at }
    const refusal = step.payment
      ? await bookFoundPayment(then, step.payment, step.wasPaidBack)
      : await bookFoundRefund(then, step.refund)
    const { signature } = (step.payment ?? step.refund).executed
    if (refusal !== null) leftOut.push({ signature, why: refusal })
    else rebuilt[step.payment ? 'payments' : 'refunds'] += 1
  }
  await deletePosts(db, deletions)
  await finish(db, now())
  return rebuilt
}

type Step = { at: Date } & (
  | { payment: FoundPayment; wasPaidBack: boolean; refund?: undefined }
  | { refund: FoundRefund; payment?: undefined }
)

async function readSteps(ledger: Ledger, terms: Terms): Promise<{ steps: Step[]; leftOut: LeftOut[] }> {
  const wallets = [...terms.platformWallets, ...terms.catalogue.sellers.map(({ wallet }) => wallet)]
  const found: (FoundPayment | Unmatched)[] = []
  const leftOut: LeftOut[] = []
  for await (const { signature, executed } of readScanned(ledger, await scanWallets(ledger, wallets))) {
    if (executed === null) leftOut.push({ signature, why: 'the ledger does not have it any more' })
    else found.push(...[matchPayment(terms, executed)].filter((match) => match !== null))
  }
  const payments = found.filter((match) => match.kind === 'payment')
  const index = indexPayments(payments)
  const bySignature = new Map(payments.map((payment) => [payment.executed.signature, payment]))

  const steps: Step[] = []
  const paidBack = new Set<FoundPayment>()
  for (const match of found) {
    const at = match.executed.executedAt
    if (match.kind === 'payment') {
      steps.push({ at, payment: match, wasPaidBack: false })
      continue
    }
    const refund = matchRefund(terms, match, index)
    const payment = refund === null ? undefined : bySignature.get(refund.paidSignature)
    if (refund === null || payment === undefined) {
      leftOut.push({ signature: match.executed.signature, why: match.why })
      continue
    }
    if (refund.goodwill !== null) {
      steps.push({ at, refund })
      continue
    }
    // Right before it was paid back: then whatever was given in its place is there.
    paidBack.add(payment)
    steps.push({ at, payment, wasPaidBack: true }, { at, refund })
  }
  const isTooEarly = ({ at, payment }: Step) =>
    payment !== undefined && paidBack.has(payment) && at === payment.executed.executedAt
  return { steps: steps.filter((step) => !isTooEarly(step)), leftOut }
}

/** Writes as ever, and emits no event and enqueues no job. */
function quietly(db: Database): Database {
  return { ...db, transact: (work) => db.transact((tx) => work({ sql: tx.sql, emit() {}, enqueue() {} })) }
}

/** Takes the deletions up to a moment off the list. */
function takeUntil(deletions: Deletion[], at: Date): Deletion[] {
  const later = deletions.findIndex((deletion) => deletion.at > at)
  return deletions.splice(0, later < 0 ? deletions.length : later)
}

async function deletePosts(db: Database, deletions: readonly Deletion[]): Promise<void> {
  for (const { postId, at } of deletions)
    await db.transact((tx) => tx.sql.update(posts).set({ deletedAt: at }).where(eq(posts.id, postId)))
}

/** Nothing of what was written is news. */
async function finish(db: Database, now: Date): Promise<void> {
  await db.transact(async (tx) => {
    await tx.sql.delete(notifications)
    await tx.sql.update(users).set({ unreadCount: 0 })
    await tx.sql
      .update(subscriptions)
      .set({ endAnnounced: true })
      .where(lte(subscriptions.currentPeriodEnd, now))
    await tx.sql
      .update(purchases)
      .set({ nextLookAt: now })
      .where(gt(purchases.createdAt, new Date(now.getTime() - LOOK_AGAIN_MS)))
    await tx.sql.execute(sql`
      update refunds set created_at = (select executed_at from payments where signature = payment_signature)
      where payment_signature is not null`)
    await tx.sql.execute(sql`
      update creators set posts_count =
        (select count(*) from posts where author_id = creators.id and listed and deleted_at is null)`)
  })
}
