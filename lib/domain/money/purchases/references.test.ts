import { createHmac } from 'node:crypto'
import { type Address, getAddressEncoder } from '@solana/kit'
import { describe, expect, test } from 'vitest'
import { newId } from '@/lib/db/ids'
import { Wallet } from '@/lib/schema/common'
import { purchaseReference, type ReferenceItem, refundReference } from './references'

const KEY = '00112233445566778899aabbccddeeff'.repeat(2)
const OTHER_KEY = 'ff'.repeat(32)
const ID = '0190b8a0-0000-7000-8000-000000000001'
const CREATOR = '0190b8a0-0000-7000-8000-000000000002'
const BUYER = 'So11111111111111111111111111111111111111112'
const TERMS = { buyerWallet: BUYER, amountLamports: 5_000_000n }
const POST = { kind: 'post', postId: CREATOR } as const

const bytesOf = (reference: string) => Buffer.from(getAddressEncoder().encode(reference as Address))
const hmac = (text: string) => createHmac('sha256', Buffer.from(KEY, 'hex')).update(text).digest()

describe('the reference of a purchase', () => {
  test.each<[ReferenceItem, string]>([
    [POST, `purchase:${ID}:post:${CREATOR}:5000000:${BUYER}`],
    [
      { kind: 'subscription', creatorId: CREATOR, tier: 'vip' },
      `purchase:${ID}:subscription:${CREATOR}:vip:5000000:${BUYER}`,
    ],
    [{ kind: 'tip', creatorId: CREATOR }, `purchase:${ID}:tip:${CREATOR}:5000000:${BUYER}`],
  ])('of %o is the HMAC of its text under the key, as an address', (item, text) => {
    const reference = purchaseReference(KEY, ID, item, TERMS)

    expect(Wallet.parse(reference)).toBe(reference)
    expect(bytesOf(reference)).toEqual(hmac(text))
  })

  test('stays what it is: what was paid years ago is found by it', () => {
    expect(purchaseReference(KEY, ID, POST, TERMS)).toBe('CquUxYojLv84Q6aNuEBDB4QTdkobYGH7rrvy57A7YFj4')
  })

  test('is another one for another key, purchase, kind, item, tier, amount or buyer', () => {
    const references = [
      purchaseReference(KEY, ID, POST, TERMS),
      purchaseReference(OTHER_KEY, ID, POST, TERMS),
      purchaseReference(KEY, newId(), POST, TERMS),
      purchaseReference(KEY, ID, { kind: 'post', postId: newId() }, TERMS),
      purchaseReference(KEY, ID, { kind: 'tip', creatorId: CREATOR }, TERMS),
      purchaseReference(KEY, ID, { kind: 'subscription', creatorId: CREATOR, tier: 'basic' }, TERMS),
      purchaseReference(KEY, ID, { kind: 'subscription', creatorId: CREATOR, tier: 'vip' }, TERMS),
      purchaseReference(KEY, ID, POST, { ...TERMS, amountLamports: 4_999_999n }),
      purchaseReference(KEY, ID, POST, { ...TERMS, buyerWallet: purchaseReference(KEY, ID, POST, TERMS) }),
    ]
    expect(new Set(references).size).toBe(references.length)
  })
})

test('the reference of a refund names the refund and the payment that it pays back', () => {
  expect(bytesOf(refundReference(KEY, ID, 'a signature'))).toEqual(hmac(`refund:${ID}:a signature`))
  expect(refundReference(KEY, ID, 'a signature')).not.toBe(refundReference(KEY, ID, 'another'))
})
