import { eq } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { MigratingConnection } from '@/lib/db/migrate'
import { migrationsFolder } from '@/lib/db/migrations-folder'
import { comments, likes } from '@/lib/db/tables/content'
import { purchases } from '@/lib/db/tables/purchases'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { createOldDatabase, type OldDatabase } from '@/tests/support/database/old-database'

// The schema of the first release, commit fdef6db, was the first migration, and is it for good.
const FIRST_RELEASE = 1
const FIRST_RELEASE_SHA256 = 'c895e4ba494fd9c41a239370a4c76d09a4e41c59e9c087e796bdca714733cae8'

const id = (n: number) => `01a2092a-bd12-7000-acda-${String(n).padStart(12, '0')}`
const [CREATOR, FAN, POST, COMMENT, MEDIA] = [id(1), id(2), id(3), id(4), id(5)]
const [BOUGHT, OPENED, GIVEN_UP, LATER, EXPIRED] = [id(6), id(7), id(8), id(9), id(11)]

const purchase = (purchaseId: string, status: string, confirmedAt: string | null) => `
  insert into purchases (id, buyer_id, kind, creator_id, post_id, status, price_lamports, credit_lamports, amount_lamports,
    splits, reference, blockhash, last_valid_block_height, unsigned_transaction, signed_transaction, signature, submitted_at,
    created_at, expires_at, confirmed_at)
  values ('${purchaseId}', '${FAN}', 'post', '${CREATOR}', '${POST}', '${status}', 5000000, 0, 5000000,
    '[{"role":"creator","wallet":"w1","lamports":"4500000"},{"role":"platform","wallet":"w3","lamports":"500000"}]',
    'reference of ${purchaseId}', 'blockhash', 100, '\\x01', ${confirmedAt ? `'\\x02', 'signature of ${purchaseId}'` : 'null, null'},
    ${confirmedAt ? `'${confirmedAt}'` : 'null'}, '2026-11-20T10:00:00Z', '2026-11-20T10:10:00Z', ${confirmedAt ? `'${confirmedAt}'` : 'null'})`

/** Something of everything that the first release had. */
const ROWS = [
  `insert into users (id, wallet, display_name, avatar_id, unread_count) values
    ('${CREATOR}', 'w1', 'Mara', null, 1), ('${FAN}', 'w2', null, '${MEDIA}', 0)`,
  `insert into creators (id, handle, bio, posts_count, followers_count) values ('${CREATOR}', 'mara', 'Light', 1, 1)`,
  `insert into tiers values ('${CREATOR}', 'basic', 40000000, 'Trailhead', '["Every note"]', true)`,
  `insert into follows (creator_id, user_id) values ('${CREATOR}', '${FAN}')`,
  `insert into posts (id, author_id, title, teaser, body, min_tier, price_lamports, likes_count, comments_count)
    values ('${POST}', '${CREATOR}', 'First light', 'Four nights', 'f/11', 'basic', 5000000, 1, 1)`,
  `insert into media (id, owner_id, use, mime, width, height, bytes) values ('${MEDIA}', '${FAN}', 'avatar', 'image/webp', 1, 1, 1)`,
  `insert into likes (post_id, user_id) values ('${POST}', '${FAN}')`,
  `insert into comments (id, post_id, author_id, body) values ('${COMMENT}', '${POST}', '${FAN}', 'Printed it')`,
  purchase(BOUGHT, 'confirmed', '2026-11-20T10:01:00Z'),
  purchase(OPENED, 'pending', null),
  purchase(GIVEN_UP, 'failed', null),
  purchase(EXPIRED, 'expired', null),
  `update purchases set expires_at = now() - interval '1 hour' where id = '${EXPIRED}'`,
  `insert into ledger_lines (purchase_id, account, wallet, lamports) values
    ('${BOUGHT}', 'buyer', 'w2', -5000000), ('${BOUGHT}', 'creator', 'w1', 4500000), ('${BOUGHT}', 'platform', 'w3', 500000)`,
  `insert into subscriptions (user_id, creator_id, tier, current_period_end) values ('${FAN}', '${CREATOR}', 'basic', '2100-01-01T00:00:00Z')`,
  `insert into notifications (id, user_id, kind, title, body, href, dedupe_key)
    values ('${id(10)}', '${CREATOR}', 'like', 'w2 liked your post', 'First light', '/posts/${POST}', 'like:1')`,
  `insert into channels values ('post:${POST}', 'abcd1234', 1)`,
  `insert into events values ('post:${POST}', 1, 'post_liked', '{"postId":"${POST}","userId":"${FAN}","likesCount":1}', now())`,
  `insert into ended_sessions values ('a session', '2100-01-01T00:00:00Z')`,
]

/** What has to be there afterwards as it was, by table; what is not named may be told otherwise. */
const INTACT = {
  users: 'id, wallet, display_name, avatar_id, unread_count, created_at',
  creators: 'id, handle, bio, cover_id, referred_by_id, posts_count, followers_count, created_at',
  tiers: 'creator_id, tier, price_lamports, name, benefits, enabled',
  follows: '*',
  posts:
    'id, author_id, title, teaser, body, min_tier, price_lamports, likes_count, comments_count, created_at',
  media: 'id, owner_id, use, mime, width, height, bytes, created_at',
  likes: 'post_id, user_id, created_at',
  comments: 'id, post_id, author_id, body, created_at',
  purchases:
    'id, buyer_id, creator_id, post_id, status, amount_lamports, splits, reference, signature, confirmed_at',
  ledger_lines: 'account, wallet, lamports',
  subscriptions: 'user_id, creator_id, tier, current_period_end, cancelled_at, end_announced',
  notifications: 'id, user_id, kind, created_at, read_at',
  channels: '*',
  events: '*',
  ended_sessions: '*',
}

async function readAll(connection: MigratingConnection) {
  const read: Record<string, unknown[]> = {}
  for (const [table, columns] of Object.entries(INTACT))
    read[table] = (await connection.query(`select ${columns} from ${table} order by 1`)).rows
  return read
}

const statusOf = async (purchaseId: string) =>
  (await app.app.db.read.select().from(purchases).where(eq(purchases.id, purchaseId)))[0]?.status

let data: OldDatabase
let app: TestApp
let before: Record<string, unknown[]>
beforeAll(async () => {
  data = await createOldDatabase(FIRST_RELEASE)
  before = await data.connect(async (connection) => {
    for (const row of ROWS) await connection.query(row)
    const right = await readAll(connection)
    // The first release let creators follow themselves.
    await connection.query(`insert into follows (creator_id, user_id) values ('${CREATOR}', '${CREATOR}')`)
    await connection.query('update creators set followers_count = followers_count + 1')
    return right
  })
})
afterAll(() => data.remove())

it('begins with the schema that the first release has shipped', () => {
  const [first] = readMigrationFiles({ migrationsFolder })
  expect(first?.hash).toBe(FIRST_RELEASE_SHA256)
})

it('finds everything that the first release has left, as it was, and nobody who follows themselves', async () => {
  app = await startTestApp({ data })
  // Its time was over, and nobody had looked for a payment: see below.
  await vi.waitFor(async () => expect(await statusOf(OPENED)).toBe('expired'), 10_000)
  await app.close()
  const after = await data.connect(readAll)
  const pending = (before.purchases as { id: string; status: string }[]).find((row) => row.id === OPENED)
  if (pending !== undefined) pending.status = 'expired'
  const untouched = (rows: unknown[] | undefined) =>
    JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? Number(value) : value))
  for (const table of Object.keys(INTACT).filter((name) => name !== 'events' && name !== 'channels'))
    expect(JSON.parse(untouched(after[table])), table).toEqual(JSON.parse(untouched(before[table])))
  expect(after.events).toEqual(expect.arrayContaining(before.events ?? []))
})

it('writes the author of the post beside likes and comments, which the first release did not', async () => {
  app = await startTestApp({ data })
  const authors = () =>
    app.app.db.read
      .select({ like: likes.postAuthorId, comment: comments.postAuthorId })
      .from(likes)
      .innerJoin(comments, eq(comments.postId, likes.postId))
  await vi.waitFor(async () => expect(await authors()).toEqual([{ like: CREATOR, comment: CREATOR }]), 10_000)
  await app.close()
})

it('goes on looking for late payments of what had expired a moment ago', async () => {
  const { rows } = await data.connect((connection) =>
    connection.query(
      `select id from purchases where next_look_at is not null and status = 'expired' order by id`,
    ),
  )
  expect(rows).toContainEqual({ id: EXPIRED })
  expect(rows).not.toContainEqual({ id: GIVEN_UP })
})

it('looks for payments of what was opened before, and by older processes that still run', async () => {
  app = await startTestApp({ data })
  await vi.waitFor(async () => expect(await statusOf(OPENED)).toBe('expired'), 10_000)
  await app.app.db.transact(async (tx) => {
    await tx.sql.execute(purchase(LATER, 'pending', null))
  })
  await vi.waitFor(async () => expect(await statusOf(LATER)).toBe('expired'), 10_000)
  await app.close()
})
