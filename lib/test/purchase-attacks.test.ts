import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ErrorCode } from '@/lib/errors'
import { newKeypair } from '@/lib/ledger/keypair'
import { instructionsOf, memoOf, signed, transferOf } from '@/lib/ledger/payment.fixture'
import { newReference, type Payment } from '@/lib/ledger/payment-build'
import type { Post } from '@/lib/schema/posts'
import { type Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { mistakesOf } from './book'
import { type Creator, makeCreator, makePost, type Person, signIn } from './people'
import { fund, open, pay, sign, submit } from './purchases'
import { startTestApp, type TestApp } from './start-app'

const PRICE = 50_000_000n

let app: TestApp
let creator: Creator
let buyer: Person
let thief: Person
let post: Post
let purchase: Purchase
beforeAll(async () => {
  app = await startTestApp()
  creator = await makeCreator(app)
  ;[buyer, thief] = await Promise.all([signIn(app), signIn(app)])
  await Promise.all([fund(buyer), fund(thief)])
})
afterAll(async () => {
  expect(await mistakesOf(app)).toEqual([])
  await app.close()
})
beforeEach(async () => {
  post = await makePost(creator, { priceLamports: PRICE })
  purchase = await open(buyer, { kind: 'post', postId: post.id })
})

function paymentOf({ id, splits, reference }: Purchase, change: Partial<Payment> = {}): Payment {
  return { buyer: buyer.wallet, splits, reference, purchaseId: id, ...change }
}

type Instructions = ReturnType<typeof instructionsOf>

/** Signed by the buyer, with a blockhash that is live. */
async function signedByBuyer(instructions: Instructions): Promise<Uint8Array> {
  return signed(instructions, await app.app.ledger.latestBlockhash(), [buyer.keypair])
}

/** The honest payment with another first split. */
const withFirstSplit = (change: object) =>
  signedByBuyer(
    instructionsOf(
      paymentOf(purchase, {
        splits: purchase.splits.map((split, index) => (index === 0 ? { ...split, ...change } : split)),
      }),
    ),
  )

const more = (instruction: Instructions[number]) =>
  signedByBuyer([...instructionsOf(paymentOf(purchase)), instruction])

const ATTACKS: [string, ErrorCode, () => Uint8Array | Promise<Uint8Array>][] = [
  ['that pays one lamport less', 'transaction_mismatch', () => withFirstSplit({ lamports: 44_999_999n })],
  ['that pays one lamport more', 'transaction_mismatch', () => withFirstSplit({ lamports: 45_000_001n })],
  ['that pays the buyer', 'transaction_mismatch', () => withFirstSplit({ wallet: buyer.wallet })],
  ['that pays somebody else', 'transaction_mismatch', () => withFirstSplit({ wallet: newKeypair().address })],
  [
    'that leaves the platform out',
    'transaction_mismatch',
    () => signedByBuyer(instructionsOf(paymentOf(purchase, { splits: purchase.splits.slice(0, 1) }))),
  ],
  ['that pays nobody', 'transaction_mismatch', () => signedByBuyer([memoOf(purchase.id)])],
  [
    'that pays the same share twice',
    'transaction_mismatch',
    () => more(transferOf(buyer.wallet, creator.wallet, 45_000_000n, purchase.reference)),
  ],
  ['that takes a memo along', 'transaction_mismatch', () => more(memoOf(crypto.randomUUID()))],
  [
    'without its memo',
    'transaction_mismatch',
    () => signedByBuyer(instructionsOf(paymentOf(purchase)).slice(0, 2)),
  ],
  [
    'with the memo of another purchase',
    'transaction_mismatch',
    () => signedByBuyer(instructionsOf(paymentOf(purchase, { purchaseId: crypto.randomUUID() }))),
  ],
  [
    'with another reference',
    'transaction_mismatch',
    () => signedByBuyer(instructionsOf(paymentOf(purchase, { reference: newReference() }))),
  ],
  [
    'that another wallet pays and signs',
    'transaction_mismatch',
    async () => {
      const theirs = instructionsOf(paymentOf(purchase, { buyer: thief.wallet }))
      return signed(theirs, await app.app.ledger.latestBlockhash(), [thief.keypair])
    },
  ],
  [
    'whose fee another wallet pays',
    'transaction_mismatch',
    async () => {
      const blockhash = await app.app.ledger.latestBlockhash()
      return signed(instructionsOf(paymentOf(purchase)), blockhash, [thief.keypair, buyer.keypair])
    },
  ],
  ['that is not signed', 'transaction_unsigned', () => Buffer.from(purchase.transaction ?? '', 'base64')],
  [
    'whose signature is another one’s',
    'transaction_unsigned',
    () => {
      const bytes = sign(buyer, purchase)
      bytes.set(thief.keypair.sign(bytes.subarray(65)), 1)
      return bytes
    },
  ],
  [
    'that was changed after signing',
    'transaction_mismatch',
    () => {
      const bytes = Buffer.from(sign(buyer, purchase))
      const amount = Buffer.alloc(8)
      amount.writeBigUInt64LE(45_000_000n)
      bytes.writeBigUInt64LE(1n, bytes.indexOf(amount))
      return bytes
    },
  ],
  ['that is cut off', 'transaction_unreadable', () => sign(buyer, purchase).subarray(0, -1)],
  [
    'with bytes after its end',
    'transaction_unreadable',
    () => Buffer.concat([sign(buyer, purchase), Buffer.alloc(1)]),
  ],
  ['that is noise', 'transaction_unreadable', () => crypto.getRandomValues(new Uint8Array(300))],
  ['that is larger than any', 'transaction_unreadable', () => new Uint8Array(2_900)],
]

describe.each(ATTACKS)('a transaction %s', (_what, code, make) => {
  it('is not relayed, charges nothing and unlocks nothing; the honest one still does', async () => {
    const before = await app.app.ledger.balance(buyer.wallet)
    ;(await submit(buyer, purchase, await make())).problem(code)
    const state = (await buyer.api.get(`/api/purchases/${purchase.id}`)).as(PurchaseReply).purchase
    expect(state).toMatchObject({ status: 'pending', submitted: false, signature: null })
    expect(await app.app.ledger.signaturesFor(purchase.reference)).toEqual([])
    expect(await app.app.ledger.balance(buyer.wallet)).toBe(before)
    expect((await buyer.api.get(`/api/posts/${post.id}`)).json.unlocked).toBe(false)

    expect((await pay(buyer, purchase)).status).toBe('confirmed')
  })
})

it.each([
  {},
  { transaction: '' },
  { transaction: '§' },
  { transaction: 'A'.repeat(4004) },
  { transaction: 7 },
])('a submit with %j is invalid', async (body) => {
  const reply = await buyer.api.post(`/api/purchases/${purchase.id}/submit`, body)
  expect(reply.fieldErrors('transaction').length).toBeGreaterThan(0)
})

it('pays for one purchase only: the transaction of another is not taken, before and after it was confirmed', async () => {
  const other = await open(buyer, { kind: 'tip', creatorId: creator.id, amountLamports: PRICE })
  const bytes = sign(buyer, purchase)
  ;(await submit(buyer, other, bytes)).problem('transaction_mismatch')
  await pay(buyer, purchase)
  ;(await submit(buyer, other, bytes)).problem('transaction_mismatch')
  expect((await buyer.api.get(`/api/purchases/${other.id}`)).json.purchase.status).toBe('pending')
})

it('cannot settle two purchases by one pair of transfers', async () => {
  const twin = await makePost(creator, { priceLamports: PRICE })
  const other = await open(buyer, { kind: 'post', postId: twin.id })
  const shared = await more(memoOf(other.id))
  ;(await submit(buyer, purchase, shared)).problem('transaction_mismatch')
  ;(await submit(buyer, other, shared)).problem('transaction_mismatch')
  // Neither when it reaches the ledger by another way.
  await app.app.ledger.send(shared)
  for (const { id } of [purchase, other]) {
    expect((await buyer.api.get(`/api/purchases/${id}`)).json.purchase.status).toBe('pending')
  }
})
