import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { airdrop, getPost, openPurchase } from '@/lib/client/api/api'
import { fromBase64 } from '@/lib/client/base64'
import type { PurchaseFlow } from '@/lib/client/paying/purchase-flow'
import { signTransaction } from '@/lib/client/wallets/wallet'
import type { Purchase, PurchaseItem } from '@/lib/schema/purchases'
import { type Creator, makeCreator, makePost } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { Buyer } from '@/tests/support/client/buyer'

const SOL = 1_000_000_000n
const PRICE = 50_000_000n

let app: TestApp
let creator: Creator
let buyer: Buyer
let item: PurchaseItem

beforeAll(async () => {
  app = await startTestApp()
  creator = await makeCreator(app, { tiers: { basic: PRICE, premium: 2n * PRICE } })
})
afterAll(() => app.close())
beforeEach(async () => {
  vi.stubGlobal('location', { host: new URL(app.url).host })
  buyer = new Buyer(app)
  await buyer.signIn()
  item = { kind: 'post', postId: (await makePost(creator, { priceLamports: PRICE })).id }
  return () => vi.unstubAllGlobals()
})

async function isUnlocked(): Promise<boolean> {
  return (item.kind === 'post' && (await getPost(item.postId))?.unlocked) === true
}

describe('buying', () => {
  it('goes from the price to the open post', async () => {
    const { flow, states, confirmed } = buyer.flow(item)
    await flow.open()
    expect(flow.state).toMatchObject({ status: 'quote', quote: { amountLamports: PRICE } })
    await flow.pay()
    expect(states).toEqual(['quoting', 'quote', 'connecting', 'signing', 'submitting', 'confirmed'])
    expect(confirmed).toHaveLength(1)
    expect(await isUnlocked()).toBe(true)
    expect(await buyer.paid()).toBe(PRICE)
  })

  it('says that it is unlocked already', async () => {
    const first = buyer.flow(item).flow
    await first.open()
    await first.pay()
    const second = buyer.flow(item).flow
    await second.open()
    expect(second.state).toEqual({ status: 'problem', problem: { kind: 'already_unlocked' } })
  })

  it('can be tried again after a no in the wallet, and leaves nothing pending behind', async () => {
    const { flow } = buyer.flow(item)
    await flow.open()
    buyer.refuses = true
    await flow.pay()
    expect(flow.state).toEqual({ status: 'problem', problem: { kind: 'rejected' } })
    buyer.refuses = false
    await flow.retry()
    expect(flow.state.status).toBe('quote')
    await flow.pay()
    expect(flow.state.status).toBe('confirmed')
    expect(await buyer.statuses()).toEqual(['confirmed'])
  })

  it('can be tried again after the wallet was filled', async () => {
    const dear: PurchaseItem = { kind: 'tip', creatorId: creator.id, amountLamports: 3n * SOL }
    const { flow } = buyer.flow(dear)
    await flow.open()
    await flow.pay()
    expect(flow.state).toEqual({ status: 'problem', problem: { kind: 'insufficient_funds' } })
    await airdrop(buyer.account.address, 5n * SOL)
    await flow.retry()
    await flow.pay()
    expect(flow.state.status).toBe('confirmed')
    expect(await buyer.paid()).toBe(3n * SOL)
  })

  it('says that the wallet is missing', async () => {
    const { flow } = buyer.flow(item)
    await flow.open()
    vi.stubGlobal('localStorage', { getItem: () => null })
    buyer.hasWallet = false
    await flow.pay()
    expect(flow.state).toEqual({ status: 'problem', problem: { kind: 'wallet_missing' } })
    expect(await buyer.statuses()).toEqual([])
  })
})

describe('a price that changes between the dialog and the payment', () => {
  const raise = async () => {
    if (item.kind !== 'post') throw new Error('only a post')
    await creator.api.patch(`/api/posts/${item.postId}`, { priceLamports: 2n * PRICE })
  }

  it('is shown before anything is signed, and paid when it is agreed to', async () => {
    const { flow } = buyer.flow(item)
    await flow.open()
    await raise()
    await flow.pay()
    expect(flow.state).toMatchObject({
      status: 'quote',
      quote: { amountLamports: 2n * PRICE },
      shownBefore: PRICE,
    })
    expect(buyer.signatures).toBe(0)
    expect(await buyer.statuses()).toEqual([])
    await flow.pay()
    expect(flow.state.status).toBe('confirmed')
    expect(await buyer.paid()).toBe(2n * PRICE)
  })

  it('is shown before a code for the phone is', async () => {
    const { flow } = buyer.flow(item)
    await flow.open()
    await raise()
    await flow.payByPhone()
    expect(flow.state).toMatchObject({ status: 'quote', shownBefore: PRICE })
    expect(await buyer.statuses()).toEqual([])
  })

  it('does not touch a purchase that was opened before: its own price is shown and paid', async () => {
    const { flow } = buyer.flow(item)
    await flow.open()
    buyer.broken = { path: /POST \/api\/purchases$/, when: 'after' }
    await flow.pay()
    buyer.broken = null
    await raise()
    await flow.retry()
    expect(flow.state).toMatchObject({ status: 'quote', quote: { amountLamports: 2n * PRICE } })
    await flow.pay()
    expect(flow.state).toMatchObject({
      status: 'quote',
      quote: { amountLamports: PRICE },
      shownBefore: 2n * PRICE,
    })
    expect(buyer.signatures).toBe(0)
    await flow.pay()
    expect(flow.state.status).toBe('confirmed')
    expect(await buyer.paid()).toBe(PRICE)
  })

  it('is that of the other tab where its purchase is gone on with', async () => {
    await openPurchase({ item }, 'before the change')
    await raise()
    const { flow } = buyer.flow(item)
    await flow.open()
    await flow.pay()
    await flow.resume()
    expect(flow.state).toMatchObject({ status: 'quote', quote: { amountLamports: PRICE } })
    expect(buyer.signatures).toBe(0)
    await flow.pay()
    expect(await buyer.paid()).toBe(PRICE)
  })
})

it('is paid by a wallet that sends what it signs, found by its reference, and paid once', async () => {
  buyer.sendsItself = true
  const { flow, states } = buyer.flow(item)
  await flow.open()
  await flow.pay()
  expect(states).toEqual(['quoting', 'quote', 'connecting', 'signing', 'confirming', 'confirmed'])
  expect(await isUnlocked()).toBe(true)
  expect([buyer.signatures, await buyer.paid()]).toEqual([1, PRICE])
})

describe('paying from a phone', () => {
  /** What a phone does that has scanned the code: signs the very same transaction and sends it by itself. */
  async function payOnPhone({ transaction }: Purchase): Promise<void> {
    const signed = await signTransaction(
      buyer.wallet,
      buyer.account,
      fromBase64(transaction ?? ''),
      'embedded',
    )
    if (!signed.ok || signed.transaction === null) throw new Error('not signed')
    expect(await app.app.ledger.send(signed.transaction)).toMatchObject({ outcome: 'accepted' })
  }

  async function showCode(): Promise<{ flow: PurchaseFlow; shown: Purchase; paid: Promise<void> }> {
    const { flow } = buyer.flow(item)
    await flow.open()
    const paid = flow.payByPhone()
    const shown = await vi.waitFor(() => {
      if (flow.state.status !== 'phone' || flow.state.purchase === null) throw new Error(flow.state.status)
      return flow.state.purchase
    }, 5_000)
    return { flow, shown, paid }
  }

  it('opens the post here, without a signature here', async () => {
    const { flow, shown, paid } = await showCode()
    await payOnPhone(shown)
    await paid
    expect(flow.state).toEqual({ status: 'confirmed', purchaseId: shown.id })
    expect(buyer.signatures).toBe(0)
    expect(await isUnlocked()).toBe(true)
  })

  it('needs no wallet here', async () => {
    buyer.hasWallet = false
    const { flow, shown, paid } = await showCode()
    await payOnPhone(shown)
    flow.hint()
    await paid
    expect(flow.state.status).toBe('confirmed')
  })

  it('can be left for paying here, which is the same purchase', async () => {
    const { flow, shown } = await showCode()
    await flow.pay()
    expect(flow.state).toEqual({ status: 'confirmed', purchaseId: shown.id })
    expect(await buyer.statuses()).toEqual(['confirmed'])
    expect(await buyer.paid()).toBe(PRICE)
  })

  it('is not paid a second time here when the phone was faster', async () => {
    const { flow, shown } = await showCode()
    await payOnPhone(shown)
    await flow.pay()
    expect(flow.state.status).toBe('confirmed')
    expect(buyer.signatures).toBe(0)
    expect(await buyer.paid()).toBe(PRICE)
  })

  it('goes on when the dialog is closed, and opening it again resumes', async () => {
    const { flow, shown } = await showCode()
    flow.close()
    const again = buyer.flow(item)
    await again.flow.open()
    expect(again.flow.state).toMatchObject({ status: 'quote', quote: { amountLamports: PRICE } })
    again.flow.close()
    expect(await buyer.statuses()).toEqual(['pending'])
    await payOnPhone(shown)
    const last = buyer.flow(item)
    await last.flow.open()
    expect(last.flow.state).toEqual({ status: 'confirmed', purchaseId: shown.id })
    expect(await buyer.paid()).toBe(PRICE)
  })

  it('goes on after a no in the wallet here', async () => {
    const { flow, shown } = await showCode()
    buyer.refuses = true
    await flow.pay()
    expect(flow.state).toEqual({ status: 'problem', problem: { kind: 'rejected' } })
    await flow.retry()
    expect(flow.state.status).toBe('quote')
    await payOnPhone(shown)
    await flow.pay()
    expect(flow.state).toEqual({ status: 'confirmed', purchaseId: shown.id })
    expect(buyer.signatures).toBe(0)
  })

  it('waits out a broken connection', async () => {
    const { flow, shown, paid } = await showCode()
    buyer.broken = { path: /GET \/api\/purchases/, when: 'before' }
    flow.hint()
    await payOnPhone(shown)
    await vi.waitFor(() => expect(flow.state.status).toBe('phone'), 5_000)
    buyer.broken = null
    await paid
    expect(flow.state.status).toBe('confirmed')
  })
})

describe('a network that breaks', () => {
  it.each(['before', 'after'] as const)(
    '%s the submit reaches an answer: one signature, one payment',
    async (when) => {
      const { flow } = buyer.flow(item)
      await flow.open()
      buyer.broken = { path: /submit/, when }
      await flow.pay()
      expect(flow.state).toEqual({ status: 'problem', problem: { kind: 'offline' } })
      buyer.broken = null
      await flow.retry()
      expect(flow.state.status).toBe('confirmed')
      expect(buyer.signatures).toBe(1)
      expect(await buyer.paid()).toBe(PRICE)
      expect(await buyer.statuses()).toEqual(['confirmed'])
    },
  )

  it.each(['before', 'after'] as const)('%s the purchase is opened: it is opened once', async (when) => {
    const { flow } = buyer.flow(item)
    await flow.open()
    buyer.broken = { path: /POST \/api\/purchases$/, when }
    await flow.pay()
    expect(flow.state).toEqual({ status: 'problem', problem: { kind: 'offline' } })
    buyer.broken = null
    await flow.retry()
    await flow.pay()
    expect(flow.state.status).toBe('confirmed')
    expect(await buyer.statuses()).toEqual(['confirmed'])
  })

  it('does not lose sight of a purchase whose price cannot be asked for', async () => {
    const { flow } = buyer.flow(item)
    buyer.broken = { path: /quotes/, when: 'before' }
    await flow.open()
    expect(flow.state).toEqual({ status: 'problem', problem: { kind: 'offline' } })
    buyer.broken = null
    await flow.retry()
    expect(flow.state.status).toBe('quote')
  })
})

describe('a purchase that is open already', () => {
  it('is gone on with in the same tab after a reload', async () => {
    const before = buyer.flow(item).flow
    await before.open()
    buyer.refuses = true
    await before.pay()
    buyer.refuses = false
    const after = buyer.flow(item)
    await after.flow.open()
    expect(after.flow.state).toMatchObject({ status: 'quote', quote: { amountLamports: PRICE } })
    await after.flow.pay()
    expect(after.flow.state.status).toBe('confirmed')
    expect(await buyer.statuses()).toEqual(['confirmed'])
  })

  it('can be gone on with in another tab', async () => {
    await openPurchase({ item }, 'from another tab')
    const { flow } = buyer.flow(item)
    await flow.open()
    await flow.pay()
    expect(flow.state).toEqual({ status: 'problem', problem: { kind: 'already_pending', submitted: false } })
    await flow.resume()
    expect(flow.state.status).toBe('confirmed')
    expect(await buyer.statuses()).toEqual(['confirmed'])
  })

  it('is followed where the other tab pays it', async () => {
    const other = buyer.flow(item, 'other')
    const asked = buyer.flow(item)
    for (const { flow } of [other, asked]) await flow.open()
    const { id } = await openPurchase({ item }, 'from the other tab')
    for (const { flow } of [other, asked]) await flow.pay()
    expect(asked.flow.state).toMatchObject({ problem: { kind: 'already_pending' } })
    await other.flow.resume()
    asked.flow.hint()
    await vi.waitFor(() => expect(asked.flow.state).toEqual({ status: 'confirmed', purchaseId: id }))
    expect(await buyer.paid()).toBe(PRICE)
  })

  it('is followed before anything was asked for here', async () => {
    const { flow } = buyer.flow(item)
    await flow.open()
    const other = buyer.flow(item, 'other')
    await other.flow.open()
    await other.flow.pay()
    flow.hint(other.confirmed[0])
    await vi.waitFor(() => expect(flow.state.status).toBe('confirmed'))
  })

  it('says that the post is gone', async () => {
    const { flow } = buyer.flow(item)
    await flow.open()
    if (item.kind === 'post') await creator.api.delete(`/api/posts/${item.postId}`)
    await flow.pay()
    expect(flow.state).toEqual({ status: 'problem', problem: { kind: 'gone' } })
  })

  it('can be dropped', async () => {
    await openPurchase({ item }, 'from another tab, too')
    const { flow } = buyer.flow(item)
    await flow.open()
    await flow.pay()
    await flow.giveUp()
    expect(flow.state.status).toBe('quote')
    await flow.pay()
    expect(flow.state.status).toBe('confirmed')
    expect(await buyer.paid()).toBe(PRICE)
  })

  it('is never paid in the place of what the dialog shows', async () => {
    const dearer: PurchaseItem = { kind: 'subscription', creatorId: creator.id, tier: 'premium' }
    await openPurchase({ item: dearer }, 'the dearer one')
    const { flow } = buyer.flow({ kind: 'subscription', creatorId: creator.id, tier: 'basic' })
    await flow.open()
    await flow.pay()
    expect(flow.state).toMatchObject({ problem: { kind: 'already_pending' } })
    await flow.resume()
    expect(flow.state).toMatchObject({ status: 'quote', quote: { amountLamports: PRICE } })
    expect(buyer.signatures).toBe(0)
    await flow.pay()
    expect(await buyer.paid()).toBe(PRICE)
  })
})

describe('closing the dialog', () => {
  it('gives up what was not sent', async () => {
    const { flow } = buyer.flow(item)
    await flow.open()
    buyer.refuses = true
    await flow.pay()
    flow.close()
    // What was given up is in no list.
    await vi.waitFor(async () => expect(await buyer.statuses()).toEqual([]), 5_000)
  })

  it('does not undo what was', async () => {
    const { flow, confirmed } = buyer.flow(item)
    await flow.open()
    flow.onChange(() => {
      if (flow.state.status === 'submitting') flow.close()
    })
    await flow.pay()
    await vi.waitFor(async () => expect(await buyer.statuses()).toEqual(['confirmed']), 5_000)
    expect(confirmed).toEqual([])
  })

  it('sends nothing that is signed afterwards', async () => {
    const { flow, states } = buyer.flow(item)
    await flow.open()
    flow.onChange(() => {
      if (flow.state.status === 'signing') flow.close()
    })
    await flow.pay()
    expect(states).not.toContain('submitting')
    // What was given up is in no list.
    await vi.waitFor(async () => expect(await buyer.statuses()).toEqual([]), 5_000)
  })
})
