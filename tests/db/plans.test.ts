import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '@/lib/db/database'
import { grownBy, seedGrown } from '@/lib/demo/grown'
import { captureStatements, explain, type PlanNode } from '@/tests/support/database/captured-statements'
import { openEmptyDatabase } from '@/tests/support/database/empty-database'
import { GROWN_READS, type GrownRead, sceneOf } from '@/tests/support/database/grown-reads'

const POSTS = 2_000

/** They grow for as long as the site lives. */
const GROWING = new Set([
  ...['users', 'creators', 'posts', 'media', 'likes', 'comments', 'follows', 'notifications', 'tiers'],
  ...['purchases', 'subscriptions', 'payments', 'refunds', 'ledger_entries', 'ledger_lines'],
  ...['events', 'channels', 'post_tags', 'post_search', 'creator_search', 'series', 'series_posts'],
])
/** Read in their order from the end, as far as a page needs; or of nothing but what is still to be done. */
const IN_ORDER = new Set([
  'posts_in_place',
  'creators_pkey',
  'posts_in_place_open',
  'post_search_in_place',
  'creator_search_pkey',
  'subscriptions_ending',
  'subscriptions_to_remind',
  'purchases_open',
  'media_old_preview',
  'likes_without_author',
  'comments_without_author',
])

const capture = captureStatements()
let db: Database
let scene: Awaited<ReturnType<typeof sceneOf>>
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ db, remove } = await openEmptyDatabase())
  const { starId, fanId } = await seedGrown(db, grownBy(POSTS))
  scene = await sceneOf({ db, now: () => new Date() }, starId, fanId)
})
afterAll(async () => {
  await remove()
  capture.stop()
})

it.each(GROWN_READS)(
  '$name: reads no table that grows from end to end, on any page',
  async ({ read, after }: GrownRead) => {
    const cursors = [undefined, await after?.(scene, 40)]
    capture.take()
    for (const cursor of cursors) await read(scene, cursor)
    const statements = capture.take().filter(({ text }) => /^\s*(select|with|update|delete)/i.test(text))
    expect(statements).not.toEqual([])
    for (const statement of statements) {
      const faults = (await explain(db, statement)).filter(readsAll)
      expect(faults, statement.text).toEqual([])
    }
  },
)

function readsAll(node: PlanNode): boolean {
  const {
    'Relation Name': table = '',
    'Index Name': index = '',
    'Node Type': type,
    'Index Cond': cond,
  } = node
  if (type === 'Bitmap Index Scan') return cond === undefined
  if (['Bitmap Heap Scan', 'Tid Scan'].includes(type) || !type.endsWith('Scan')) return false
  return GROWING.has(table) && cond === undefined && !IN_ORDER.has(index)
}
