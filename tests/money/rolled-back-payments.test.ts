import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { payments } from '@/lib/db/tables/payments'
import { followPayments } from '@/lib/domain/money/payments/finality'
import { LAMPORTS_PER_SOL } from '@/lib/money'
import { type Purchase, PurchaseReply } from '@/lib/schema/purchases'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { type FaultyNode, startFaultyNode } from '@/tests/support/ledger/faulty-node'
import { canRunSolanaNode, type SolanaNode, startSolanaNode } from '@/tests/support/ledger/solana-node'
import { bookOf, mistakesOf } from '@/tests/support/money/book'
import { giveBack, open, pay, refundsOf, sign } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

const PRICE = 50_000_000n
/** A blockhash ends after 7.5 s, and a block is final after 1.5 s. */
const SLOT_MS = 50
const LONG = 30_000

describe.skipIf(!canRunSolanaNode)('on a Solana node that changes its mind', () => {
  let node: SolanaNode
  let line: FaultyNode
  let app: TestApp
  let creator: Creator
  beforeAll(async () => {
    node = await startSolanaNode({ slotMs: SLOT_MS })
    line = await startFaultyNode(node.url)
    app = await startTestApp({ node, env: { SOLANA_RPC_URL: line.url } })
    creator = await makeCreator(app)
  })
  afterAll(async () => {
    expect(await mistakesOf(app)).toEqual([])
    await app.close()
    await line.stop()
    await node.stop()
  })

  async function newBuyer(): Promise<Person> {
    const buyer = await signIn(app)
    await app.fund(buyer.wallet, LAMPORTS_PER_SOL)
    return buyer
  }

  async function openPost(buyer: Person): Promise<Purchase> {
    const { id } = await makePost(creator, { priceLamports: PRICE })
    return open(buyer, { kind: 'post', postId: id })
  }

  const read = async ({ api }: Person, { id }: Purchase) =>
    (await api.get(`/api/purchases/${id}`)).as(PurchaseReply).purchase
  const isUnlocked = async ({ api }: Person, { item }: Purchase) =>
    (await api.get(`/api/posts/${item.kind === 'post' ? item.postId : ''}`)).json.unlocked

  const paymentOf = async ({ signature }: Pick<Purchase, 'signature'>) => {
    const [row] = await app.app.db.read
      .select()
      .from(payments)
      .where(eq(payments.signature, signature ?? ''))
    return row
  }

  it.concurrent(
    'a payment unlocks nothing before it is confirmed',
    async () => {
      const buyer = await newBuyer()
      const purchase = await openPost(buyer)
      const bytes = sign(buyer, purchase)
      const sent = await app.app.ledger.send(bytes)
      if (sent.outcome !== 'accepted') throw new Error(JSON.stringify(sent))
      line.hidden.add(sent.signature)
      expect(await read(buyer, purchase)).toMatchObject({ status: 'pending', confirmedAt: null })
      expect(await isUnlocked(buyer, purchase)).toBe(false)
      line.hidden.delete(sent.signature)
      await vi.waitFor(async () => expect((await read(buyer, purchase)).status).toBe('confirmed'), 5_000)
      expect(await isUnlocked(buyer, purchase)).toBe(true)
    },
    LONG,
  )

  it.concurrent(
    'what was rolled back and can never land again is taken back, and can be paid anew',
    async () => {
      const buyer = await newBuyer()
      const sockets = [
        await connect(app, buyer, `user:${buyer.id}`),
        await connect(app, creator, `user:${creator.id}`),
      ]
      const purchase = await pay(buyer, await openPost(buyer))
      line.hidden.add(purchase.signature ?? '')
      expect(await isUnlocked(buyer, purchase)).toBe(true)

      await vi.waitFor(async () => expect(await isUnlocked(buyer, purchase)).toBe(false), {
        timeout: LONG,
        interval: 200,
      })
      const isOfIt = ({ data }: { data: { purchaseId: string } }) => data.purchaseId === purchase.id
      for (const socket of sockets) {
        const { data } = await socket.next('purchase-reverted', isOfIt)
        expect(data).toMatchObject({ creatorId: creator.id, amountLamports: PRICE })
        socket.close()
      }
      expect(await read(buyer, purchase)).toMatchObject({ status: 'failed', failure: 'vanished' })
      expect(await bookOf(app, purchase.id)).toEqual({})
      expect(await refundsOf(buyer)).toEqual([])

      await pay(buyer, await open(buyer, purchase.item))
      expect(await isUnlocked(buyer, purchase)).toBe(true)
    },
    LONG,
  )

  it.concurrent(
    'what is only out of sight for a while is kept',
    async () => {
      const buyer = await newBuyer()
      const purchase = await pay(buyer, await openPost(buyer))
      const signature = purchase.signature ?? ''
      line.hidden.add(signature)
      await followPayments(app.app)
      expect(await isUnlocked(buyer, purchase)).toBe(true)
      expect(await paymentOf(purchase)).toMatchObject({ state: 'applied', finalizedAt: null })
      line.hidden.delete(signature)
      await vi.waitFor(async () => expect((await paymentOf(purchase))?.finalizedAt).not.toBeNull(), LONG)
      expect(await isUnlocked(buyer, purchase)).toBe(true)
      expect((await buyer.api.get('/api/notifications')).json.items).toEqual([])
    },
    LONG,
  )

  it.concurrent(
    'what goes with a refund goes once the node knows that it is final',
    async () => {
      const buyer = await newBuyer()
      const purchase = await pay(buyer, await openPost(buyer))
      await app.fund(creator.wallet, LAMPORTS_PER_SOL)
      await vi.waitFor(async () => expect((await paymentOf(purchase))?.finalizedAt).not.toBeNull(), LONG)
      const refund = await giveBack(creator, purchase, { amountLamports: PRICE })
      expect(refund).toMatchObject({ status: 'paid', access: 'ended' })
      await vi.waitFor(async () => expect(await isUnlocked(buyer, purchase)).toBe(false), LONG)
      expect((await paymentOf(refund))?.finalizedAt).not.toBeNull()
      expect(await read(buyer, purchase)).toMatchObject({ status: 'refunded' })
    },
    LONG,
  )

  it.concurrent(
    'what was taken back and is there after all is given again',
    async () => {
      const buyer = await newBuyer()
      const purchase = await pay(buyer, await openPost(buyer))
      line.hidden.add(purchase.signature ?? '')
      await vi.waitFor(async () => expect((await paymentOf(purchase))?.state).toBe('vanished'), {
        timeout: LONG,
        interval: 200,
      })
      line.hidden.delete(purchase.signature ?? '')
      expect((await read(buyer, purchase)).status).toBe('confirmed')
      expect(await isUnlocked(buyer, purchase)).toBe(true)
      expect(await refundsOf(buyer)).toEqual([])
    },
    LONG,
  )
})
