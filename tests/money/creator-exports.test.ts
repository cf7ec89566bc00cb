import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ledgerLines } from '@/lib/db/tables/payments'
import { purchases } from '@/lib/db/tables/purchases'
import { Earnings } from '@/lib/schema/earnings'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { cellsOf } from '@/tests/support/app/csv'
import { makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'
import { makeSoldWorld, type SoldWorld } from '@/tests/support/money/sold-world'

let app: TestApp
let world: SoldWorld
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  world = await makeSoldWorld(app)
})
afterAll(() => app.close())

const exported = ({ api }: Person, what: 'sales' | 'members', query = '') =>
  api.get(`/api/me/${what}/export${query}`)

async function columnsOf(who: Person, what: 'sales' | 'members', query = '') {
  const [head = [], ...rows] = cellsOf(await exported(who, what, query))
  expect(rows.every((row) => row.length === head.length)).toBe(true)
  return (name: string) => {
    expect(head).toContain(name)
    return rows.map((row) => row[head.indexOf(name)] ?? '')
  }
}

describe('the export of a creator’s sales', () => {
  it('is a line for each transaction that the book has, and adds up to it', async () => {
    const column = await columnsOf(world.creator, 'sales')
    expect(column('payment')).toEqual([
      ...Array(11).fill('applied'),
      ...['surplus', 'refund'],
      // Of goodwill.
      ...Array(3).fill('refund'),
      ...['surplus', 'refund', 'surplus'],
    ])
    const applied = column('at').slice(0, 11)
    expect(applied).toEqual(applied.toSorted().reverse())
    const [booked] = await app.app.db.read
      .select({ sum: sql<string>`sum(${ledgerLines.lamports})::text` })
      .from(ledgerLines)
      .where(and(eq(ledgerLines.account, 'creator'), eq(ledgerLines.wallet, world.creator.wallet)))
    const sum = column('creator_lamports').reduce((total, cell) => total + BigInt(cell), 0n)
    expect(sum).toBe(BigInt(booked?.sum ?? 0))
    const shown = (await world.creator.api.get('/api/me/earnings?by=month')).as(Earnings)
    expect(shown.reduce((total, { totalLamports }) => total + totalLamports, 0n)).toBe(sum)
    expect(column('creator_sol').filter((cell) => cell === '-0.02')).toHaveLength(1)
    expect(column('buyer_wallet')).toContain(world.fan.wallet)
    expect(column('signature').every((cell) => cell.length > 80)).toBe(true)
  })

  it('is a file in the language of its reader', async () => {
    const reply = await exported(world.creator, 'sales')
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(reply.headers.get('cache-control')).toBe('private, no-store')
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename="fonana-sales-.*\.csv"$/)
    await world.creator.api.patch('/api/me', { locale: 'ru' })
    for (const what of ['sales', 'members'] as const) {
      const [head = []] = cellsOf(await exported(world.creator, what))
      expect(
        head.every((name) => /[А-Я]/.test(name)),
        head.join(),
      ).toBe(true)
      expect(new Set(head).size).toBe(head.length)
    }
    await world.creator.api.patch('/api/me', { locale: 'en' })
  })

  it('makes no formula of what somebody else has written', async () => {
    const author = await makeCreator(app)
    const buyer = await signIn(app)
    await fund(buyer)
    await buyer.api.patch('/api/me', { displayName: '=HYPERLINK("http://evil")' })
    const post = await makePost(author, { title: '@SUM(A1), "b"', priceLamports: 1_000_000n })
    await buy(buyer, { kind: 'post', postId: post.id })
    const column = await columnsOf(author, 'sales')
    expect(column('buyer')).toEqual([`'=HYPERLINK("http://evil")`])
    expect(column('what')).toEqual([`'@SUM(A1), "b"`])
  })

  it('goes on after a page, also where many were sold in one instant', async () => {
    const author = await makeCreator(app)
    const buyer = await signIn(app)
    await fund(buyer)
    const { id } = await buy(buyer, { kind: 'tip', creatorId: author.id, amountLamports: 1_000_000n })
    await app.app.db.transact(async (tx) => {
      const [row] = await tx.sql.select().from(purchases).where(eq(purchases.id, id))
      if (row === undefined) throw new Error('it was not bought')
      const copies = Array.from({ length: 230 }, (_, n) => ({
        ...row,
        id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
        reference: `reference ${n}`,
        signature: `signature ${n}`,
        confirmedAt: new Date((row.confirmedAt?.getTime() ?? 0) - Math.floor(n / 150)),
        nextLookAt: null,
      }))
      await tx.sql.insert(purchases).values(copies)
    })
    const column = await columnsOf(author, 'sales')
    expect(new Set(column('purchase')).size).toBe(231)
    expect(column('purchase')).toHaveLength(231)
  })
})

describe('the export of a creator’s members', () => {
  it('has all, or those whose time runs, with what they have paid', async () => {
    const all = await columnsOf(world.creator, 'members')
    expect(all('wallet')).toEqual([world.unlucky.wallet, world.fan.wallet])
    expect(all('status')).toEqual(['ended', 'active'])
    expect(all('tier')).toEqual(['vip', 'premium'])
    expect(all('paid_sol')).toHaveLength(2)
    const active = await columnsOf(world.creator, 'members', '?status=active')
    expect(active('wallet')).toEqual([world.fan.wallet])
    ;(await exported(world.creator, 'members', '?status=none')).problem('validation_failed')
  })

  it('makes no formula of a name', async () => {
    await world.fan.api.patch('/api/me', { displayName: '+1, "2"' })
    const column = await columnsOf(world.creator, 'members')
    expect(column('member')).toContain(`'+1, "2"`)
  })
})

it.each(['sales', 'members'] as const)(
  'the export of %s is for who has a page, and of theirs',
  async (what) => {
    const refused = await exported(world.fan, what)
    expect([refused.status, refused.json.code, refused.json.reason]).toEqual([
      403,
      'forbidden',
      'no_creator_page',
    ])
    expect((await fetch(`${app.url}/api/me/${what}/export`)).status).toBe(401)
    const other = await makeCreator(app)
    expect(cellsOf(await exported(other, what))).toHaveLength(1)
  },
)
