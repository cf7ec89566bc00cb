import { eq, inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { purchases } from '@/lib/db/tables/purchases'
import { openPurchase } from '@/lib/domain/money/purchases/opening'
import { settlePurchases } from '@/lib/domain/money/purchases/settlement'
import type { Ledger } from '@/lib/ledger/port'
import { MINUTE } from '@/tests/support/app/clock'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import { type Bench, makeWorld, openBench, type World } from '@/tests/support/money/purchase-world'

const PAGE = 50

let data: TestDatabase
let bench: Bench
let world: World
let searched: string[]
beforeAll(async () => {
  data = await createTestDatabase()
  bench = await openBench(data)
  bench.clock.freeze()
  world = await makeWorld(bench)
})
beforeEach(async () => {
  searched = []
  await bench.sound.db.transact(({ sql: tx }) => tx.delete(purchases))
})
afterAll(async () => {
  await bench.close()
  await data.remove()
})

/** As so many seconds ago was their time, the first the longest. They are named by their reference. */
async function makeDue(status: 'expired' | 'confirmed', count: number): Promise<void> {
  const item = { kind: 'tip', creatorId: world.creator.userId, amountLamports: 5_000_000n } as const
  const { id } = await openPurchase(bench.sound, world.buyer, { item, idempotencyKey: null })
  const now = bench.clock.now().toISOString()
  await bench.sound.db.transact(({ sql: tx }) =>
    tx.execute(sql`
      insert into purchases (id, buyer_id, kind, creator_id, status, price_lamports, credit_lamports, amount_lamports, splits,
        reference, blockhash, last_valid_block_height, unsigned_transaction, expires_at, confirmed_at, next_look_at)
      select gen_random_uuid(), buyer_id, kind, creator_id, ${status}, price_lamports, credit_lamports, amount_lamports,
        splits, ${status} || n, blockhash, last_valid_block_height, unsigned_transaction,
        ${now}::timestamptz - interval '1 day',
        case when ${status} = 'confirmed' then ${now}::timestamptz - interval '1 day' end,
        ${now}::timestamptz - make_interval(secs => ${count}::int - n)
      from purchases, generate_series(1, ${count}::int) as n where id = ${id}`),
  )
  await bench.sound.db.transact(({ sql: tx }) => tx.delete(purchases).where(eq(purchases.id, id)))
}

function watching(onSearch: () => void = () => {}) {
  const { sound } = bench
  const ledger: Ledger = {
    ...sound.ledger,
    search: async (account) => {
      searched.push(account)
      onSearch()
      return sound.ledger.search(account)
    },
  }
  return { ...sound, ledger }
}

const references = (status: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${status}${from + index}`)

it('what is due comes in pages, the oldest first, and what is paid comes last', async () => {
  await makeDue('confirmed', 10)
  await makeDue('expired', PAGE + 20)
  expect(await settlePurchases(watching(), 'closed')).toEqual({ settled: PAGE, hasMore: true })
  expect(searched.sort()).toEqual(references('expired', 1, PAGE).sort())
  searched = []
  expect(await settlePurchases(watching(), 'closed')).toEqual({ settled: 30, hasMore: false })
  const rest = [...references('expired', PAGE + 1, PAGE + 20), ...references('confirmed', 1, 10)]
  expect(searched.sort()).toEqual(rest.sort())
  expect(await settlePurchases(watching(), 'closed')).toEqual({ settled: 0, hasMore: false })
})

it('who pays now does not wait for what is closed', async () => {
  await makeDue('expired', PAGE + 1)
  const item = { kind: 'tip', creatorId: world.creator.userId, amountLamports: 5_000_000n } as const
  const { reference } = await openPurchase(bench.sound, world.buyer, { item, idempotencyKey: null })
  bench.clock.advance(MINUTE)
  expect(await settlePurchases(watching(), 'open')).toEqual({ settled: 1, hasMore: false })
  expect(searched).toEqual([reference])
})

it('a stop begins nothing more, and leaves the rest due for who comes next', async () => {
  await makeDue('expired', PAGE)
  const stopping = new AbortController()
  const { settled } = await settlePurchases(
    watching(() => stopping.abort()),
    'closed',
    stopping.signal,
  )
  expect(settled).toBeLessThan(PAGE / 2)
  expect(searched).toHaveLength(settled)
  const began = await bench.sound.db.read
    .select()
    .from(purchases)
    .where(inArray(purchases.reference, searched))
  for (const { nextLookAt } of began)
    expect(nextLookAt?.getTime()).toBeGreaterThan(bench.clock.now().getTime())
  expect(await settlePurchases(watching(), 'closed')).toEqual({ settled: PAGE - settled, hasMore: false })
})
