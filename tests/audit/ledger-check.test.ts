import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { totalsOf } from '@/lib/audit/balances'
import { checkLedger } from '@/lib/audit/check-ledger'
import { ledgerEntries, ledgerLines } from '@/lib/db/tables/payments'
import { purchases, subscriptions } from '@/lib/db/tables/purchases'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY } from '@/tests/support/app/clock'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { saying, type Tampering, tamperingWith } from '@/tests/support/ledger/tampering'
import { makeSoldWorld, type SoldWorld } from '@/tests/support/money/sold-world'

let app: TestApp
let world: SoldWorld
let one: Tampering['one']
let faultsWith: Tampering['faultsWith']
/** The purchase that has the most of everything: paid twice, with a referrer's share kept back. */
let cheap: typeof purchases.$inferSelect
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  world = await makeSoldWorld(app)
  ;({ one, faultsWith } = tamperingWith(app))
  cheap = await one(
    purchases,
    and(eq(purchases.postId, world.posts.cheap.id), eq(purchases.buyerId, world.fan.id)),
  )
})
afterAll(() => app.close())

const entryOf = (signature: string) => one(ledgerEntries, eq(ledgerEntries.signature, signature))
async function creatorLine() {
  const { id } = await entryOf(cheap.signature ?? '')
  return one(ledgerLines, and(eq(ledgerLines.entryId, id), eq(ledgerLines.account, 'creator')))
}

it('finds nothing where nobody has changed anything, and adds up to zero account by account', async () => {
  const { faults, balances, counts } = await checkLedger(app.app)
  expect(faults).toEqual([])
  expect(counts).toEqual({ purchases: 14, payments: 20, refunds: 6, entries: 20 })
  const totals = totalsOf(balances)
  expect([...totals.values()].reduce((sum, lamports) => sum + lamports, 0n)).toBe(0n)
  expect(totals.get('owed_to_buyer')).toBe(cheap.amountLamports)
  expect(totals.get('owed_to_referrer')).toBe(cheap.owedLamports)
})

describe('a line of the book', () => {
  it('is named when its amount is another', async () => {
    const line = await creatorLine()
    const faults = await faultsWith(ledgerLines, eq(ledgerLines.id, line.id), {
      lamports: line.lamports + 1n,
    })
    expect(faults).toEqual([
      saying('purchase ', cheap.id, ': the lines of entry ', line.entryId, ' add up to 1, not to 0'),
      saying('line ', line.id, ' of entry ', line.entryId, ', creator, is ', line.lamports + 1n),
      'the book: its lines add up to 1, not to 0',
    ])
  })

  it('is named when it is of another wallet', async () => {
    const line = await creatorLine()
    const wallet = world.fan.wallet
    const faults = await faultsWith(ledgerLines, eq(ledgerLines.id, line.id), { wallet })
    expect(faults).toEqual([
      saying('line ', line.id, ' of entry ', line.entryId, ', creator, is of ', wallet),
    ])
  })

  it('is named when it stands under another account', async () => {
    const line = await creatorLine()
    const faults = await faultsWith(ledgerLines, eq(ledgerLines.id, line.id), { account: 'owed_to_creator' })
    expect(faults).toEqual([
      saying(
        'line ',
        line.id,
        ' of entry ',
        line.entryId,
        ', owed_to_creator ',
        line.lamports,
        ', should not be',
      ),
      saying('entry ', line.entryId, ' has no line for creator, ', line.lamports),
    ])
  })

  it('is named when it stands in the entry of another purchase', async () => {
    const line = await creatorLine()
    const { id } = await entryOf(world.refunds.paid.paymentSignature)
    const change = { entryId: id, account: 'owed_to_referrer' as const }
    const faults = await faultsWith(ledgerLines, eq(ledgerLines.id, line.id), change)
    expect(faults).toContainEqual(saying('entry ', line.entryId, ' has no line for creator'))
    expect(faults).toContainEqual(
      saying(
        'line ',
        line.id,
        ' of entry ',
        id,
        ', owed_to_referrer ',
        line.lamports,
        ', should not be there',
      ),
    )
  })

  it('is named with its entry when that is for another payment', async () => {
    const entry = await entryOf(cheap.signature ?? '')
    const signature = world.refunds.paid.paymentSignature
    const faults = await faultsWith(ledgerEntries, eq(ledgerEntries.id, entry.id), { signature })
    expect(faults).toEqual([
      saying('payment ', cheap.signature, ' is applied, but booked as nothing'),
      saying('entry ', entry.id, ' is for ', signature, ', which did not pay for it'),
    ])
  })

  it('is named with its entry when that reverses what was never booked', async () => {
    const entry = await entryOf(cheap.signature ?? '')
    const faults = await faultsWith(ledgerEntries, eq(ledgerEntries.id, entry.id), { kind: 'reversal' })
    expect(faults).toContainEqual(saying('entry ', entry.id, ' is a reversal of what is booked as nothing'))
  })
})

describe('a purchase', () => {
  const wrong = (change: Partial<typeof purchases.$inferInsert>) =>
    faultsWith(purchases, eq(purchases.id, cheap.id), change)

  it('is named when it is paid and not confirmed', async () => {
    expect(await wrong({ status: 'failed' })).toEqual([
      saying('purchase ', cheap.id, ': it is failed, but payment ', cheap.signature, ' is applied to it'),
    ])
  })

  it('is named when it is confirmed and not paid', async () => {
    const unpaid = eq(purchases.id, world.refunds.paid.purchaseId)
    expect(await faultsWith(purchases, unpaid, { status: 'confirmed', confirmedAt: new Date() })).toEqual([
      saying('it is confirmed with 0 payments applied to it, not one'),
    ])
  })

  it('is named when its splits are not those of the price, nor of the payment', async () => {
    const [first, second] = cheap.splits
    if (first === undefined || second === undefined) throw new Error('there are no splits')
    const splits = [
      { ...first, lamports: `${BigInt(first.lamports) + 1n}` },
      { ...second, lamports: `${BigInt(second.lamports) - 1n}` },
    ]
    const faults = await wrong({ splits })
    expect(faults).toContainEqual(saying("the creator's split is ", first.lamports.replace(/.$/, '')))
    expect(faults).toContainEqual(saying("the platform's split is "))
    expect(faults).toContainEqual(saying('payment ', cheap.signature, ' is not what the ledger has'))
  })

  it('is named when its amount, its credit or what is kept back is another', async () => {
    expect(await wrong({ amountLamports: cheap.amountLamports - 1n })).toContainEqual(
      saying('its splits add up to ', cheap.amountLamports),
    )
    expect(await wrong({ creditLamports: 1n })).toEqual([saying(' less a credit of 1 is not ')])
    expect(await wrong({ owedLamports: 1n })).toContainEqual(saying('1 is kept back for the referrer'))
    expect(await wrong({ reference: world.fan.wallet })).toContainEqual(saying('is not what the ledger has'))
  })

  it('is named when what runs is not what was paid for', async () => {
    const mine = and(eq(subscriptions.userId, world.fan.id), eq(subscriptions.creatorId, world.creator.id))
    const { currentPeriodEnd } = await one(subscriptions, mine)
    const later = new Date(currentPeriodEnd.getTime() + DAY)
    const named = saying('subscription of ', world.fan.id, ' to ', world.creator.id, ': ')
    expect(await faultsWith(subscriptions, mine, { currentPeriodEnd: later })).toEqual([named])
    expect(await faultsWith(subscriptions, mine, { currentPeriodEnd: app.clock.now() })).toEqual([named])
    expect(await faultsWith(subscriptions, mine, { tier: 'vip' })).toEqual([named])
  })
})
