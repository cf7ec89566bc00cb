import type { Address, Instruction } from '@solana/kit'
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
import { checkExecutedPayment, strayOf } from './executed-payment'
import { type Keypair, newKeypair } from './keypair'
import { buildPayment, type Payment } from './payment-build'
import { checkOfferedPayment } from './payment-check'
import type { ExecutedTransaction, LatestBlockhash } from './port'
import { readTransaction, signTransaction, transactionSignature } from './transaction'

const SOL = 1_000_000_000n
const FEE = 5_000n

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

async function execute(bytes: Uint8Array): Promise<ExecutedTransaction> {
  const sent = await ledger.send(bytes, { preflight: false })
  if (sent.outcome !== 'accepted') throw new Error(JSON.stringify(sent))
  const executed = await ledger.transaction(sent.signature)
  if (executed === null) throw new Error('accepted, but not executed')
  return executed
}

describe('an executed payment', () => {
  it('counts with a priority fee, which the buyer pays on top', async () => {
    const executed = await execute(signed([computeBudget(), ...honest], blockhash, [buyer]))
    expect(executed.feeLamports).toBeGreaterThan(FEE)
    expect(checkExecutedPayment(executed, payment).ok).toBe(true)
  })

  it('does not count when it failed, for want of money or otherwise', async () => {
    const poor = newKeypair()
    await ledger.airdrop(poor.address, 2_000_000n)
    const theirs = { ...payment, payer: poor.address }
    const broke = await execute(signTransaction(buildPayment(theirs, blockhash), poor))
    expect(checkExecutedPayment(broke, theirs)).toEqual(refusedAs('insufficient_funds'))
    expect(await ledger.balance(poor.address)).toBe(2_000_000n - FEE)

    const splits = [{ role: 'creator' as const, wallet: newKeypair().address, lamports: 1_000n }]
    const tiny = makePayment(buyer.address, { splits })
    const dust = await execute(signTransaction(buildPayment(tiny, blockhash), buyer))
    expect(checkExecutedPayment(dust, tiny)).toEqual(refusedAs('transaction_failed'))
    expect((await ledger.search(tiny.reference)).signatures).toMatchObject([
      { signature: dust.signature, slot: dust.slot, error: dust.error },
    ])
  })

  it('does not count for another purchase', async () => {
    const executed = await execute(signTransaction(buildPayment(payment, blockhash), buyer))
    const another = makePayment(buyer.address, { splits: payment.splits })
    expect(checkExecutedPayment(executed, another)).toEqual(refusedAs('transaction_mismatch'))
  })

  it('counts with what a wallet adds of its own: a tip to somebody, a memo, a fee that another wallet pays', async () => {
    const [tipped, sponsor] = [newKeypair().address, newKeypair()]
    await ledger.airdrop(sponsor.address, SOL)
    const tip = transferOf(buyer.address, tipped, 1_000_000n)
    const bytes = signed([tip, memoOf('sent by a wallet'), ...honest], blockhash, [sponsor, buyer])
    expect(checkOfferedPayment(bytes, payment)).toEqual(refusedAs('transaction_mismatch'))
    const executed = await execute(bytes)
    expect(checkExecutedPayment(executed, payment)).toEqual({ ok: true, signature: executed.signature })
  })

  it('counts where a recipient pays the fee, and where another version only the ledger can read', async () => {
    const creator = newKeypair()
    await ledger.airdrop(creator.address, SOL)
    const splits = payment.splits.map((split, index) =>
      index === 0 ? { ...split, wallet: creator.address } : split,
    )
    const theirs = { ...payment, splits }
    const executed = await execute(signed(instructionsOf(theirs), blockhash, [creator, buyer]))
    expect(checkExecutedPayment(executed, theirs).ok).toBe(true)

    const read = readTransaction(executed.bytes)
    if (read === null) throw new Error('it is readable')
    const { signature, signers, instructions } = read
    const newer = { ...executed, bytes: new Uint8Array(), message: { signature, signers, instructions } }
    expect(checkExecutedPayment(newer, theirs).ok).toBe(true)
    expect(checkExecutedPayment({ ...newer, message: null }, theirs)).toEqual(
      refusedAs('transaction_unreadable'),
    )
  })

  it('does not count with the id of something else in a memo', async () => {
    const executed = await execute(signed([...honest, memoOf(crypto.randomUUID())], blockhash, [buyer]))
    expect(checkExecutedPayment(executed, payment)).toEqual(refusedAs('transaction_mismatch'))
  })

  it('does not count when a recipient got more besides', async () => {
    const more = transferOf(buyer.address, payment.splits[0]?.wallet ?? '', 1n)
    const executed = await execute(signed([...honest, more], blockhash, [buyer]))
    expect(checkExecutedPayment(executed, payment)).toEqual(refusedAs('transaction_mismatch'))
  })

  it('does not count when the bytes are those of another transaction', async () => {
    const executed = await execute(signTransaction(buildPayment(payment, blockhash), buyer))
    const bytes = signed([...honest, computeBudget()], blockhash, [buyer])
    expect(checkExecutedPayment({ ...executed, bytes }, payment)).toEqual(refusedAs('transaction_mismatch'))
  })

  it('does not count when the balance of a recipient says otherwise by one lamport', async () => {
    const executed = await execute(signTransaction(buildPayment(payment, blockhash), buyer))
    for (const wallet of payment.splits.map((split) => split.wallet)) {
      for (const off of [1n, -1n]) {
        const balances = executed.balances.map((balance) =>
          balance.address === wallet ? { ...balance, postLamports: balance.postLamports + off } : balance,
        )
        expect(checkExecutedPayment({ ...executed, balances }, payment)).toEqual(
          refusedAs('transaction_mismatch'),
        )
      }
    }
    expect(checkExecutedPayment({ ...executed, balances: [] }, payment)).toEqual(
      refusedAs('transaction_mismatch'),
    )
  })

  it('does not count when another program made the transfer, though the balances are right', async () => {
    const executed = await execute(signTransaction(buildPayment(payment, blockhash), buyer))
    const lookalike = honest.map((instruction, index) =>
      index === 0 ? { ...instruction, programAddress: newKeypair().address as Address } : instruction,
    )
    const bytes = signed(lookalike, blockhash, [buyer])
    const facts = { ...executed, bytes, signature: transactionSignature(bytes) ?? '' }
    expect(checkExecutedPayment(facts, payment)).toEqual(refusedAs('transaction_mismatch'))
  })

  it('counts with an instruction of a program nobody expected, but only if the money is right', async () => {
    const executed = await execute(signTransaction(buildPayment(payment, blockhash), buyer))
    const unknown: Instruction = { programAddress: newKeypair().address as Address, data: Uint8Array.of(1) }
    const bytes = signed([...honest, unknown], blockhash, [buyer])
    const signature = transactionSignature(bytes) ?? ''
    const facts = { ...executed, bytes, signature }
    expect(checkOfferedPayment(bytes, payment)).toEqual(refusedAs('transaction_mismatch'))
    expect(checkExecutedPayment(facts, payment)).toEqual({ ok: true, signature })
    const balances = facts.balances.map((balance) =>
      balance.address === payment.splits[0]?.wallet
        ? { ...balance, postLamports: balance.postLamports - 1n }
        : balance,
    )
    expect(checkExecutedPayment({ ...facts, balances }, payment)).toEqual(refusedAs('transaction_mismatch'))
  })
})

describe('what a stray payment has paid', () => {
  const [creator, platform] = [0, 1]
  const walletOf = (index: number) => payment.splits[index]?.wallet ?? ''
  const toCreator = (lamports: bigint, from = buyer.address) =>
    transferOf(from, walletOf(creator), lamports, payment.reference)
  const strayIn = async (instructions: Instruction[], signers: [Keypair, ...Keypair[]] = [buyer]) =>
    strayOf(await execute(signed(instructions, blockhash, signers)), payment)

  it('is what each recipient has got, under the reference and signed by the buyer', async () => {
    expect(await strayIn([toCreator(4_000_000n), memoOf(payment.memo)])).toEqual({
      received: [4_000_000n, 0n],
      lamports: 4_000_000n,
      otherIds: [],
    })
  })

  it('is also what no transfer of ours says: the balances do', async () => {
    const gift = transferOf(buyer.address, walletOf(platform), 2_000_000n)
    const stray = await strayIn([toCreator(1_000_000n), gift])
    expect(stray?.received).toEqual([1_000_000n, 2_000_000n])
  })

  it('names the other things that it may be for, unless it names this one', async () => {
    const other = crypto.randomUUID()
    const stray = async (...memos: string[]) =>
      (await strayIn([toCreator(1_000_000n), ...memos.map(memoOf)]))?.otherIds
    expect(await stray(other)).toEqual([other])
    expect(await stray(other, payment.memo)).toEqual([])
    expect(await stray('hello')).toEqual([])
  })

  it('is nothing where it was not under the reference, not by the buyer, or not worth paying back', async () => {
    const stranger = newKeypair()
    await ledger.airdrop(stranger.address, SOL)
    await ledger.airdrop(walletOf(creator), SOL)
    expect(await strayIn([transferOf(buyer.address, walletOf(creator), 2_000_000n)])).toBeNull()
    expect(await strayIn([toCreator(2_000_000n, stranger.address)], [stranger])).toBeNull()
    expect(await strayIn([toCreator(2_000_000n, stranger.address)], [buyer, stranger])).toBeNull()
    expect(await strayIn([toCreator(FEE)])).toBeNull()
    expect(await strayIn([toCreator(FEE + 1n)])).not.toBeNull()
    const broke = await execute(signed([toCreator(2n * SOL)], blockhash, [buyer]))
    expect(strayOf(broke, payment)).toBeNull()
  })
})
