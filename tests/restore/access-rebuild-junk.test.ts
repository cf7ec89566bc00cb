import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { users } from '@/lib/db/tables/people'
import { purchases } from '@/lib/db/tables/purchases'
import { viewerOf } from '@/lib/domain/context'
import { readAccess } from '@/lib/domain/posts/post-access'
import { newReference } from '@/lib/ledger/payment-build'
import type { Rebuilt } from '@/lib/restore/rebuild'
import type { Post } from '@/lib/schema/posts'
import type { Purchase } from '@/lib/schema/purchases'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { exportLines, restoreInto } from '@/tests/support/app/restoring'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { openEmptyDatabase } from '@/tests/support/database/empty-database'
import { instructionsOf, memoOf, signed, transferOf } from '@/tests/support/ledger/payments'
import { buy, fund, open } from '@/tests/support/money/purchases'

const PRICE = 50_000_000n

type Instructions = ReturnType<typeof instructionsOf>

interface Attempt {
  purchase: Purchase
  buyer: Person
  /** What was offered, with something changed. */
  offered(change?: Partial<Parameters<typeof instructionsOf>[0]>): Instructions
}

/** Payments for something that was opened, each not as it was offered. */
const WRONG: Record<string, (attempt: Attempt) => Instructions> = {
  'a tenth of the price, split as it should be': ({ offered, purchase }) =>
    offered({ splits: purchase.splits.map((split) => ({ ...split, lamports: split.lamports / 10n })) }),
  'the price, all to the creator': ({ offered }) =>
    offered({ splits: [{ role: 'creator', wallet: creator.wallet, lamports: PRICE }] }),
  'the very same by another wallet': ({ offered }) => offered({ payer: stranger.wallet }),
  'the price under another reference': ({ offered }) => offered({ reference: newReference() }),
  'the price under another id': ({ offered }) => offered({ memo: newId() }),
  'a share too many': ({ offered, buyer }) => [...offered(), transferOf(buyer.wallet, creator.wallet, PRICE)],
}

let app: TestApp
let creator: Creator
let stranger: Person
let post: Post
let late: { buyer: Person; signature: string | null }
let tooLate: { signature: string | null }
let restored: Awaited<ReturnType<typeof openEmptyDatabase>>
let rebuilt: Rebuilt
const attempts = new Map<string, { buyer: Person; signature: string }>()

beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  creator = await makeCreator(app)
  post = await makePost(creator, { priceLamports: PRICE })
  stranger = await rich()
  for (const [name, wrong] of Object.entries(WRONG)) {
    const attempt = await begin()
    const by = name.includes('another wallet') ? stranger : attempt.buyer
    attempts.set(name, { buyer: attempt.buyer, signature: await send(wrong(attempt), by) })
  }
  await sendWhatIsNotOurs()
  const lines = await exportLines(app)

  const buyer = await rich()
  late = { buyer, signature: (await buy(buyer, { kind: 'post', postId: post.id })).signature }
  const newer = await makePost(creator, { priceLamports: PRICE })
  tooLate = await buy(buyer, { kind: 'post', postId: newer.id })
  restored = await openEmptyDatabase()
  rebuilt = await restoreInto(restored.db, app, lines)
})
afterAll(async () => {
  await restored.remove()
  await app.close()
})

async function rich(): Promise<Person> {
  const person = await signIn(app)
  await fund(person)
  return person
}

async function begin(): Promise<Attempt> {
  const buyer = await rich()
  const purchase = await open(buyer, { kind: 'post', postId: post.id })
  const { id, splits, reference } = purchase
  return {
    purchase,
    buyer,
    offered: (change = {}) => instructionsOf({ payer: buyer.wallet, splits, reference, memo: id, ...change }),
  }
}

/** Whatever it is, onto the ledger with it. Answers its signature. */
async function send(instructions: Instructions, by: Person, preflight = true): Promise<string> {
  const { ledger } = app.app
  const bytes = signed(instructions, await ledger.latestBlockhash(), [by.keypair])
  const sent = await ledger.send(bytes, { preflight })
  return sent.outcome === 'accepted' ? sent.signature : ''
}

async function sendWhatIsNotOurs(): Promise<void> {
  const gift = transferOf(stranger.wallet, creator.wallet, PRICE, newReference())
  await send([gift], stranger)
  await send([gift, memoOf('thank you')], stranger)
  await send([gift, memoOf(randomUUID())], stranger)
  const poor = await signIn(app)
  await fund(poor, PRICE)
  const { id, splits, reference } = await open(poor, { kind: 'post', postId: post.id })
  const honest = instructionsOf({ payer: poor.wallet, splits, reference, memo: id })
  await send(honest, poor, false)
  const { signatures } = await app.app.ledger.search(reference)
  expect(signatures).toMatchObject([{ error: { code: 'insufficient_funds' } }])
}

async function unlockedBy(wallet: string) {
  const user = (await restored.db.read.select().from(users)).find((row) => row.wallet === wallet)
  const access = await readAccess(restored.db.read, viewerOf(user?.id ?? ''), [post.id], app.clock.now())
  return access.get(post.id)?.unlockedBy
}

describe('what was never offered is not taken from the chain', () => {
  it.each(Object.keys(WRONG))('%s', async (name) => {
    const { buyer, signature } = attempts.get(name) as { buyer: Person; signature: string }
    expect(rebuilt.leftOut).toContainEqual({ signature, why: expect.stringMatching(/offered/) })
    expect([await unlockedBy(buyer.wallet), await unlockedBy(stranger.wallet)]).toEqual([null, null])
  })

  it('neither what failed, or has nothing to do with us: of that nothing is said', () => {
    const named = [...[...attempts.values()].map(({ signature }) => signature), tooLate.signature]
    expect(rebuilt.leftOut.map(({ signature }) => signature).sort()).toEqual(named.sort())
  })
})

describe('what was paid after the export', () => {
  it('is given to a buyer who came later, known by their wallet', async () => {
    expect(await unlockedBy(late.buyer.wallet)).toBe('purchase')
  })

  it('is named, and not invented, where the export does not have the post', async () => {
    const why = expect.stringContaining('nothing in the export')
    expect(rebuilt.leftOut).toContainEqual({ signature: tooLate.signature, why })
    const rows = await restored.db.read.select({ signature: purchases.signature }).from(purchases)
    expect(rows).toEqual([{ signature: late.signature }])
    expect(rebuilt.payments).toBe(1)
  })
})
