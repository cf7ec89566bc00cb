import { expect, it } from 'vitest'
import { instructionsOf, makePayment, memoOf, signed, transferOf } from '@/tests/support/ledger/payments'
import { newKeypair } from './keypair'
import { newReference } from './payment-build'
import { readClaim } from './payment-claim'

const payer = newKeypair()
const payment = makePayment(payer.address)
const [first, second] = payment.splits.map(({ wallet }) => wallet)

const claim = {
  payer: payer.address,
  memo: payment.memo,
  reference: payment.reference,
  transfers: payment.splits.map(({ wallet, lamports }) => ({ wallet, lamports })),
}

function claimOf(instructions: ReturnType<typeof instructionsOf>) {
  const blockhash = { blockhash: newReference(), lastValidBlockHeight: 1n }
  const bytes = signed(instructions, blockhash, [payer])
  return readClaim({ bytes, loadedAddresses: { writable: [], readonly: [] }, message: null })
}

it('reads who paid what to whom, and by which memo and reference', () => {
  expect(claimOf(instructionsOf(payment))).toEqual(claim)
})

it('reads past transfers that name no reference, and memos that name nothing', () => {
  const gift = transferOf(payer.address, second ?? '', 5n)
  expect(claimOf([memoOf('sent by a wallet'), ...instructionsOf(payment), gift])).toEqual(claim)
})

it.each([
  ['without a memo', () => instructionsOf(payment).slice(0, 2)],
  ['with two ids as memos', () => [...instructionsOf(payment), memoOf(crypto.randomUUID())]],
  ['without a reference', () => [transferOf(payer.address, first ?? '', 5n), memoOf(payment.memo)]],
  [
    'with two references',
    () => [...instructionsOf(payment), transferOf(payer.address, first ?? '', 5n, newReference())],
  ],
])('reads nothing out of a transaction %s', (_, instructions) => {
  expect(claimOf(instructions())).toBe(null)
})

it('reads nothing out of what is no transaction', () => {
  const bytes = new Uint8Array([1, 2, 3])
  expect(readClaim({ bytes, loadedAddresses: { writable: [], readonly: [] }, message: null })).toBe(null)
})
