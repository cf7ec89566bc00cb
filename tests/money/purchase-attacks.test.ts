import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ExecutedTransaction } from '@/lib/ledger/port'
import { readTransaction } from '@/lib/ledger/transaction'
import { LAMPORTS_PER_SOL } from '@/lib/money'
import { type Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import type { TestApp } from '@/tests/support/app/start-app'
import { LEDGERS } from '@/tests/support/ledger/ledgers'
import type { SolanaNode } from '@/tests/support/ledger/solana-node'
import { LOOKALIKES } from '@/tests/support/money/attack-lookalikes'
import { type Attack, executePast, type Scene } from '@/tests/support/money/attack-scene'
import { ADDITIONS, WRONG_BYTES, WRONG_NAMES, WRONG_SHARES } from '@/tests/support/money/attacks'
import { mistakesOf } from '@/tests/support/money/book'
import { open, pay, refundsOf, submit } from '@/tests/support/money/purchases'
import { settleAllPurchases } from '@/tests/support/money/settle-all'

const PRICE = 50_000_000n
const ATTACKS = [...WRONG_SHARES, ...WRONG_NAMES, ...ADDITIONS, ...LOOKALIKES, ...WRONG_BYTES].map(
  (attack) => [attack.what, attack] as const,
)

describe.each(LEDGERS)('on %s', (_name, start) => {
  let app: TestApp
  let node: SolanaNode | null
  let creator: Creator
  let stop: () => Promise<void>
  beforeAll(async () => {
    ;({ app, node, stop } = await start())
    creator = await makeCreator(app)
  })
  afterAll(async () => {
    await settleAllPurchases(app.app)
    expect(await mistakesOf(app)).toEqual([])
    await stop()
  })

  async function setScene(attack: Attack): Promise<Scene> {
    const [buyer, thief] = await Promise.all([signIn(app), signIn(app)])
    await Promise.all([buyer, thief].map(({ wallet }) => app.fund(wallet, LAMPORTS_PER_SOL)))
    const people = { app, node, creator, buyer, thief }
    const purchase = await (attack.open?.(people) ?? openPost(creator, buyer))
    return { ...people, purchase }
  }

  it.concurrent.each(ATTACKS)(
    'a transaction %s charges nothing at the server; past it, it gives what it pays for or is owed back',
    async (_what, attack) => {
      const scene = await setScene(attack)
      const { buyer, purchase } = scene
      const bytes = await attack.make(scene)
      const signatures = await signaturesOf(scene)

      const before = await app.app.ledger.balance(buyer.wallet)
      ;(await submit(buyer, purchase, bytes)).problem(attack.code)
      expect(await app.app.ledger.balance(buyer.wallet)).toBe(before)
      expect(await signaturesOf(scene)).toEqual(signatures)
      await expectUnpaid(scene)

      const executed = await executeAsItSays(scene, attack, bytes)
      if (attack.gives && executed !== null) {
        await vi.waitFor(async () => expect(await isUnlocked(scene)).toBe(true), 10_000)
        expect(await refundsOf(buyer)).toEqual([])
        return
      }
      await expectUnpaid(scene)
      const owed = executed === null ? 0n : chargedFor(scene, executed)
      await expectOwed(scene, owed)

      expect((await pay(buyer, purchase)).status).toBe('confirmed')
      expect(await isUnlocked(scene)).toBe(true)
      await expectOwed(scene, owed)
    },
  )
})

async function openPost(creator: Creator, buyer: Person): Promise<Purchase> {
  const { id } = await makePost(creator, { priceLamports: PRICE })
  return open(buyer, { kind: 'post', postId: id })
}

/** What the buyer has paid to the recipients under the reference, by the balances alone. */
function chargedFor({ buyer, purchase }: Scene, { balances, bytes, error }: ExecutedTransaction): bigint {
  const isOurs = balances.some(({ address }) => address === purchase.reference)
  const isSigned = readTransaction(bytes)?.signers.includes(buyer.wallet)
  if (error !== null || !isOurs || !isSigned) return 0n
  return balances
    .filter(({ address }) => purchase.splits.some(({ wallet }) => wallet === address))
    .reduce((sum, { preLamports, postLamports }) => sum + postLamports - preLamports, 0n)
}

async function expectOwed(scene: Scene, lamports: bigint): Promise<void> {
  const expected = {
    status: 'owed',
    reason: 'not_as_offered',
    purchaseId: scene.purchase.id,
    amountLamports: lamports,
  }
  await vi.waitFor(async () => {
    expect(await refundsOf(scene.buyer)).toMatchObject(lamports === 0n ? [] : [expected])
  }, 10_000)
}

async function executeAsItSays(
  scene: Scene,
  { past }: Attack,
  bytes: Uint8Array,
): Promise<ExecutedTransaction | null> {
  const signature = await executePast(scene, bytes)
  const lands = past === 'lands on a node only' ? scene.node !== null : past !== 'never lands'
  expect(signature !== null).toBe(lands)
  if (signature === null) return null
  const executed = await scene.app.app.ledger.transaction(signature)
  expect(executed?.error !== null).toBe(past === 'fails')
  return executed
}

async function expectUnpaid(scene: Scene): Promise<void> {
  const { api } = scene.buyer
  const { purchase } = (await api.get(`/api/purchases/${scene.purchase.id}`)).as(PurchaseReply)
  expect(purchase).toMatchObject({ status: 'pending', submitted: false, signature: null })
  expect(await isUnlocked(scene)).toBe(false)
}

async function isUnlocked({ buyer, purchase }: Scene): Promise<boolean> {
  if (purchase.item.kind !== 'post') throw new Error('it is no post')
  return (await buyer.api.get(`/api/posts/${purchase.item.postId}`)).json.unlocked
}

async function signaturesOf({ app, purchase }: Scene): Promise<string[]> {
  const { signatures } = await app.app.ledger.search(purchase.reference)
  return signatures.map(({ signature }) => signature)
}
