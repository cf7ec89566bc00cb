import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settlePurchases } from '@/lib/domain/purchases/settlement'
import { LAMPORTS_PER_SOL } from '@/lib/money'
import { type Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { LOOKALIKES } from './attack-lookalikes'
import { type Attack, executePast, type Scene } from './attack-scene'
import { WRONG_BYTES, WRONG_NAMES, WRONG_SHARES } from './attacks'
import { mistakesOf } from './book'
import { LEDGERS } from './ledgers'
import { type Creator, makeCreator, makePost, type Person, signIn } from './people'
import { open, pay, refundsOf, submit } from './purchases'
import type { SolanaNode } from './solana-node'
import type { TestApp } from './start-app'

const PRICE = 50_000_000n
const ATTACKS = [...WRONG_SHARES, ...WRONG_NAMES, ...LOOKALIKES, ...WRONG_BYTES].map(
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
    await settlePurchases(app.app, 'all')
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
    'a transaction %s charges nothing at the server, completes nothing past it, and the honest one still does',
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

      await executeAsItSays(scene, attack, bytes)
      await expectUnpaid(scene)

      expect((await pay(buyer, purchase)).status).toBe('confirmed')
      expect(await isUnlocked(scene)).toBe(true)
      expect(await refundsOf(buyer)).toEqual([])
    },
  )
})

async function openPost(creator: Creator, buyer: Person): Promise<Purchase> {
  const { id } = await makePost(creator, { priceLamports: PRICE })
  return open(buyer, { kind: 'post', postId: id })
}

async function executeAsItSays(scene: Scene, { past }: Attack, bytes: Uint8Array): Promise<void> {
  const signature = await executePast(scene, bytes)
  const lands = past === 'lands on a node only' ? scene.node !== null : past !== 'never lands'
  expect(signature !== null).toBe(lands)
  if (signature === null) return
  const executed = await scene.app.app.ledger.transaction(signature)
  expect(executed?.error !== null).toBe(past === 'fails')
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
