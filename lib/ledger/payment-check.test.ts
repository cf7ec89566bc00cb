import { AccountRole, type Address, createNoopSigner, type Instruction } from '@solana/kit'
import { getAddMemoInstruction, LEGACY_MEMO_PROGRAM_ADDRESS_V1 } from '@solana-program/memo'
import { getAdvanceNonceAccountInstruction, getTransferSolWithSeedInstruction } from '@solana-program/system'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  computeBudget,
  instructionsOf,
  makePayment,
  memoOf,
  signed,
  transferOf,
} from '@/tests/support/ledger/payments'
import { type EmbeddedLedger, openEmbeddedLedger } from './embedded'
import { checkExecutedPayment } from './executed-payment'
import { type Keypair, newKeypair } from './keypair'
import { buildPayment, newReference, type Payment } from './payment-build'
import { checkOfferedPayment } from './payment-check'
import type { ExecutedTransaction, LatestBlockhash } from './port'
import { readTransaction, signTransaction, transactionSignature } from './transaction'

const SOL = 1_000_000_000n
const FEE = 5_000n
const LIGHTHOUSE = 'L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95' as Address

let ledger: EmbeddedLedger
let blockhash: LatestBlockhash
let buyer: Keypair
let payment: Payment
let honest: Instruction[]

beforeAll(async () => {
  ledger = await openEmbeddedLedger()
})

beforeEach(async () => {
  buyer = newKeypair()
  await ledger.airdrop(buyer.address, SOL)
  blockhash = await ledger.latestBlockhash()
  payment = makePayment(buyer.address)
  honest = instructionsOf(payment)
})

const refusedAs = (code: string) => expect.objectContaining({ ok: false, code })
const offer = (instructions: Instruction[], ...others: Keypair[]) =>
  checkOfferedPayment(signed(instructions, blockhash, [buyer, ...others]), payment)

/** The splits, with one of them changed. */
function tampered(change: { wallet?: string; lamports?: bigint }, index = 0): Instruction[] {
  const splits = payment.splits.map((split, at) => (at === index ? { ...split, ...change } : split))
  return instructionsOf({ ...payment, splits })
}

async function execute(bytes: Uint8Array): Promise<ExecutedTransaction> {
  const sent = await ledger.send(bytes, { preflight: false })
  if (sent.outcome !== 'accepted') throw new Error(JSON.stringify(sent))
  const executed = await ledger.transaction(sent.signature)
  if (executed === null) throw new Error('accepted, but not executed')
  return executed
}

describe('an offered payment', () => {
  it('is accepted as it was built, and executes', async () => {
    const bytes = signTransaction(buildPayment(payment, blockhash), buyer)
    const check = checkOfferedPayment(bytes, payment)
    expect(check.ok).toBe(true)
    const executed = await execute(bytes)
    expect(check).toEqual({ ok: true, signature: executed.signature })
    expect(checkExecutedPayment(executed, payment)).toEqual(check)
    expect(await ledger.balance(buyer.address)).toBe(SOL - 10_000_000n - FEE)
    for (const split of payment.splits) expect(await ledger.balance(split.wallet)).toBe(split.lamports)
  })

  it('is accepted as a version 0 message and with another blockhash', () => {
    const bytes = signed(honest, { ...blockhash, blockhash: newReference() }, [buyer], 0)
    expect(checkOfferedPayment(bytes, payment).ok).toBe(true)
  })

  it('is accepted with a memo of any deployment of the memo program', () => {
    const memo = getAddMemoInstruction(
      { memo: payment.memo },
      { programAddress: LEGACY_MEMO_PROGRAM_ADDRESS_V1 },
    )
    expect(offer([...honest.slice(0, -1), memo]).ok).toBe(true)
  })

  it('is accepted with what wallets add: a compute budget and Lighthouse assertions', () => {
    const price = computeBudget()
    const assertion: Instruction = { programAddress: LIGHTHOUSE, data: Uint8Array.of(5, 0) }
    expect(offer([price, ...honest, assertion]).ok).toBe(true)
  })

  it.each([
    ['a Lighthouse memory write, which costs rent', 0],
    ['a Lighthouse call of another program', 16],
  ])('is refused with %s', (_name, kind) => {
    const instruction: Instruction = { programAddress: LIGHTHOUSE, data: Uint8Array.of(kind, 0) }
    expect(offer([...honest, instruction])).toEqual(refusedAs('transaction_mismatch'))
  })

  it.each([
    ['one lamport less', (lamports: bigint) => lamports - 1n],
    ['one lamport more', (lamports: bigint) => lamports + 1n],
    ['nothing', () => 0n],
  ])('is refused when a recipient is given %s', (_name, change) => {
    payment.splits.forEach((split, index) => {
      const instructions = tampered({ lamports: change(split.lamports) }, index)
      expect(offer(instructions)).toEqual(refusedAs('transaction_mismatch'))
    })
  })

  it('is refused when a share goes to somebody else', () => {
    expect(offer(tampered({ wallet: newKeypair().address }))).toEqual(refusedAs('transaction_mismatch'))
    expect(offer(tampered({ wallet: buyer.address }))).toEqual(refusedAs('transaction_mismatch'))
  })

  it('is refused when the recipients are exchanged', () => {
    const [creator, platform] = payment.splits
    if (!creator || !platform) throw new Error('two splits')
    const splits = [
      { ...creator, wallet: platform.wallet },
      { ...platform, wallet: creator.wallet },
    ]
    expect(offer(instructionsOf({ ...payment, splits }))).toEqual(refusedAs('transaction_mismatch'))
  })

  it('is refused when a transfer is missing, doubled or added', () => {
    const [first] = honest
    if (!first) throw new Error('a transfer')
    const drain = transferOf(buyer.address, newKeypair().address, 1n)
    for (const instructions of [
      honest.slice(1),
      [first, ...honest],
      [...honest, drain],
      [drain, ...honest],
    ]) {
      expect(offer(instructions)).toEqual(refusedAs('transaction_mismatch'))
    }
  })

  it('is refused when somebody else pays the fee or the shares', () => {
    const other = newKeypair()
    const sponsored = signed(honest, blockhash, [other, buyer])
    expect(checkOfferedPayment(sponsored, payment)).toEqual(refusedAs('transaction_mismatch'))
    const theirs = instructionsOf({ ...payment, payer: other.address })
    expect(checkOfferedPayment(signed(theirs, blockhash, [other]), payment)).toEqual(
      refusedAs('transaction_mismatch'),
    )
    expect(offer(theirs, other)).toEqual(refusedAs('transaction_mismatch'))
  })

  it('is refused without a signature, with a wrong one and when a further signer has not signed', () => {
    const unsigned = buildPayment(payment, blockhash)
    expect(checkOfferedPayment(unsigned, payment)).toEqual(refusedAs('transaction_unsigned'))
    const forged = signTransaction(unsigned, buyer)
    forged[10] = (forged[10] ?? 0) ^ 1
    expect(checkOfferedPayment(forged, payment)).toEqual(refusedAs('transaction_unsigned'))
    const witness: Instruction = {
      ...computeBudget(),
      accounts: [{ address: newKeypair().address as Address, role: AccountRole.READONLY_SIGNER }],
    }
    expect(offer([...honest, witness])).toEqual(refusedAs('transaction_unsigned'))
  })

  it('is refused when the signature is that of another message', () => {
    const mine = signTransaction(buildPayment(payment, blockhash), buyer)
    const other = buildPayment(payment, { ...blockhash, blockhash: newReference() })
    other.set(mine.subarray(0, 65))
    expect(checkOfferedPayment(other, payment)).toEqual(refusedAs('transaction_unsigned'))
  })

  it('is refused without the reference, or with another one', () => {
    const without = payment.splits.map((split) => transferOf(buyer.address, split.wallet, split.lamports))
    expect(offer([...without, memoOf(payment.memo)])).toEqual(refusedAs('transaction_mismatch'))
    const another = instructionsOf({ ...payment, reference: newReference() })
    expect(offer(another)).toEqual(refusedAs('transaction_mismatch'))
  })

  it('is refused without its memo, with another one, and with two', () => {
    expect(offer(honest.slice(0, -1))).toEqual(refusedAs('transaction_mismatch'))
    expect(offer([...honest.slice(0, -1), memoOf('hello')])).toEqual(refusedAs('transaction_mismatch'))
    expect(offer([...honest, memoOf(payment.memo)])).toEqual(refusedAs('transaction_mismatch'))
    expect(offer([...honest, memoOf(makePayment(buyer.address).memo)])).toEqual(
      refusedAs('transaction_mismatch'),
    )
  })

  it('is refused when it is the one of another purchase, of the same price and creator too', () => {
    const another = makePayment(buyer.address, { splits: payment.splits })
    const bytes = signTransaction(buildPayment(another, blockhash), buyer)
    expect(checkOfferedPayment(bytes, another).ok).toBe(true)
    expect(checkOfferedPayment(bytes, payment)).toEqual(refusedAs('transaction_mismatch'))
  })

  it('is refused when its transfers name the reference of a second purchase too', () => {
    const second = newReference() as Address
    const shared = honest.map((instruction) =>
      instruction.accounts?.length
        ? {
            ...instruction,
            accounts: [...instruction.accounts, { address: second, role: AccountRole.READONLY }],
          }
        : instruction,
    )
    expect(offer(shared)).toEqual(refusedAs('transaction_mismatch'))
  })

  it('is refused when another program is called in place of the System program', () => {
    const lookalike = honest.map((instruction, index) =>
      index === 0 ? { ...instruction, programAddress: newKeypair().address as Address } : instruction,
    )
    expect(offer(lookalike)).toEqual(refusedAs('transaction_mismatch'))
  })

  it('is refused when a share comes from an account derived of the buyer', () => {
    const [creator] = payment.splits
    if (!creator) throw new Error('a split')
    const derived = getTransferSolWithSeedInstruction({
      source: newKeypair().address as Address,
      baseAccount: createNoopSigner(buyer.address as Address),
      destination: creator.wallet as Address,
      amount: creator.lamports,
      fromSeed: 'x',
      fromOwner: '11111111111111111111111111111111' as Address,
    })
    expect(offer([derived, ...honest.slice(1)])).toEqual(refusedAs('transaction_mismatch'))
  })

  it('is refused with a durable nonce, which would never expire', () => {
    const advance = getAdvanceNonceAccountInstruction({
      nonceAccount: newKeypair().address as Address,
      nonceAuthority: createNoopSigner(buyer.address as Address),
    })
    const check = offer([advance, ...honest])
    expect(check).toEqual(refusedAs('transaction_mismatch'))
    expect(check).toHaveProperty('detail', expect.stringContaining('AdvanceNonceAccount'))
  })

  it('may take its recipients and its reference from lookup tables', () => {
    const listed = [...payment.splits.map(({ wallet }) => wallet), payment.reference] as Address[]
    const table = newKeypair().address as Address
    const bytes = signed(honest, blockhash, [buyer], 0, { [table]: listed })
    expect(readTransaction(bytes)?.accounts).not.toContain(payment.reference)
    expect(checkOfferedPayment(bytes, payment, new Map([[table, listed]]))).toEqual({
      ok: true,
      signature: transactionSignature(bytes),
    })
  })

  it('is refused when its lookup tables hold somebody else, too little, or are not there', () => {
    const table = newKeypair().address as Address
    const recipients = payment.splits.map(({ wallet }) => wallet as Address)
    const bytes = signed(honest, blockhash, [buyer], 0, { [table]: recipients })
    const [creator = '', platform = ''] = recipients
    const others = [
      [newKeypair().address, platform],
      [creator, buyer.address],
      [platform, creator],
      [creator],
    ]
    for (const tables of [...others.map((listed) => new Map([[table, listed]])), new Map()]) {
      expect(checkOfferedPayment(bytes, payment, tables)).toEqual(refusedAs('transaction_mismatch'))
    }
  })

  it('is unreadable when it is empty, cut, followed by more, noise or too long', () => {
    const bytes = signTransaction(buildPayment(payment, blockhash), buyer)
    const unreadable = [
      new Uint8Array(),
      bytes.subarray(0, -1),
      Uint8Array.of(...bytes, 0),
      new Uint8Array(200).fill(7),
      new Uint8Array(5000),
    ]
    for (const noise of unreadable) {
      expect(checkOfferedPayment(noise, payment)).toEqual(refusedAs('transaction_unreadable'))
    }
  })
})

describe('splits that meet in one wallet', () => {
  it('are two transfers when creator and platform are the same, of equal amounts too', async () => {
    const wallet = newKeypair().address
    const splits = [
      { role: 'creator' as const, wallet, lamports: 1_000_000n },
      { role: 'platform' as const, wallet, lamports: 1_000_000n },
    ]
    payment = { ...payment, splits }
    const [once] = instructionsOf(payment)
    if (!once) throw new Error('a transfer')
    expect(offer([once, memoOf(payment.memo)])).toEqual(refusedAs('transaction_mismatch'))

    const bytes = signTransaction(buildPayment(payment, blockhash), buyer)
    expect(checkOfferedPayment(bytes, payment).ok).toBe(true)
    expect(checkExecutedPayment(await execute(bytes), payment).ok).toBe(true)
    expect(await ledger.balance(wallet)).toBe(2_000_000n)
  })

  it('cancel out when the buyer is a recipient', async () => {
    const splits = payment.splits.map((split) =>
      split.role === 'platform' ? { ...split, wallet: buyer.address } : split,
    )
    payment = { ...payment, splits }
    const bytes = signTransaction(buildPayment(payment, blockhash), buyer)
    expect(checkOfferedPayment(bytes, payment).ok).toBe(true)
    expect(checkExecutedPayment(await execute(bytes), payment).ok).toBe(true)
    expect(await ledger.balance(buyer.address)).toBe(SOL - 9_000_000n - FEE)
  })
})
