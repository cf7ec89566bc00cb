import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageOf } from '@/lib/schema/common'
import { Member } from '@/lib/schema/members'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signInMany } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'

let app: TestApp
let creator: Creator
let early: Person
let lasting: Person
let late: Person
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  creator = await makeCreator(app, { tiers: { basic: 10_000_000n, vip: 30_000_000n } })
  ;[early, lasting, late] = (await signInMany(app, 3)) as [Person, Person, Person]
  for (const one of [early, lasting, late]) await fund(one)
  await early.api.patch('/api/me', { displayName: 'Élodie Ёлкина' })
  await late.api.patch('/api/me', { displayName: '50% off_' })
  await join(early, 'basic')
  app.clock.advance(DAY)
  await join(lasting, 'basic')
  await join(lasting, 'basic')
  app.clock.advance(31 * DAY)
  await join(late, 'vip')
  const post = await makePost(creator, { priceLamports: 5_000_000n })
  await buy(late, { kind: 'post', postId: post.id })
  await buy(late, { kind: 'tip', creatorId: creator.id, amountLamports: 2_000_000n })
})
afterAll(() => app.close())

const join = (who: Person, tier: 'basic' | 'vip') =>
  buy(who, { kind: 'subscription', creatorId: creator.id, tier })
const pageFor = async (query: string) =>
  (await creator.api.get(`/api/me/members?${query}`)).as(pageOf(Member))
const idsFor = async (query: string) => (await pageFor(query)).items.map(({ id }) => id)
const named = (text: string) => idsFor(`query=${encodeURIComponent(text)}`)

describe('the members of a creator', () => {
  it('are listed with what they have and have paid, the latest to join first', async () => {
    const { items, nextCursor } = await pageFor('')
    expect(nextCursor).toBeNull()
    expect(
      items.map(({ who: { displayName }, status, tier, paidLamports }) => [
        displayName,
        status,
        tier,
        paidLamports,
      ]),
    ).toEqual([
      ['50% off_', 'active', 'vip', 37_000_000n],
      [expect.stringContaining('…'), 'active', 'basic', 20_000_000n],
      ['Élodie Ёлкина', 'ended', 'basic', 10_000_000n],
    ])
    for (const { since, until, cancelled } of items) {
      // Since when is told by the database's clock, until when by the app's.
      expect(Date.parse(until)).toBeGreaterThan(Date.parse(since) + 29 * DAY)
      expect(cancelled).toBe(false)
    }
    expect(items[1]?.tierName).toBe('basic')
  })

  it('are those whose time runs, or is over', async () => {
    expect(await idsFor('status=active')).toEqual([late.id, lasting.id])
    expect(await idsFor('status=ended')).toEqual([early.id])
    expect((await creator.api.get('/api/me/members?status=gone')).status).toBe(422)
  })

  it('come in pages, none of them twice', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await pageFor(`limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(seen).toEqual([late.id, lasting.id, early.id])
    for (const wrong of ['x', '1', `99999999999999999999.${early.id}`, '1.x', `-1.${early.id}`]) {
      const reply = await creator.api.get(`/api/me/members?cursor=${encodeURIComponent(wrong)}`)
      expect([reply.status, reply.json.issues], wrong).toEqual([422, { cursor: [{ code: 'not_a_cursor' }] }])
    }
  })

  it('are found by a name as it is folded, and by the beginning of a wallet', async () => {
    expect(await named('elodie')).toEqual([early.id])
    expect(await named('елкина')).toEqual([early.id])
    expect(await named('0% OFF')).toEqual([late.id])
    expect(await named('%')).toEqual([late.id])
    expect(await named('f_')).toEqual([late.id])
    expect(await named(lasting.wallet.slice(0, 6))).toEqual([lasting.id])
    expect(await named(lasting.wallet)).toEqual([lasting.id])
    expect(await named(lasting.wallet.slice(3))).toEqual([])
  })

  it('say whether they want to go on', async () => {
    await lasting.api.post(`/api/subscriptions/${creator.id}/cancel`)
    const { items } = await pageFor('status=active')
    expect(items.map(({ id, cancelled }) => [id, cancelled])).toEqual([
      [late.id, false],
      [lasting.id, true],
    ])
  })

  it('are told to their creator alone', async () => {
    const reply = await early.api.get('/api/me/members')
    expect([reply.status, reply.json.code, reply.json.reason]).toEqual([403, 'forbidden', 'no_creator_page'])
    expect((await fetch(`${app.url}/api/me/members`)).status).toBe(401)
    const other = await makeCreator(app)
    expect((await other.api.get('/api/me/members')).json.items).toEqual([])
    const { text } = await creator.api.get('/api/me/members')
    for (const { wallet } of [early, lasting, late]) expect(text).not.toContain(wallet)
  })
})
