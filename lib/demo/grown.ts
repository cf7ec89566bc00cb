import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'

/** So much of everything that what would read a whole table is seen to: numbers, by the number of posts. */
export interface Grown {
  posts: number
  users: number
  creators: number
  likes: number
  comments: number
  purchases: number
  notifications: number
  subscriptions: number
}

export function grownBy(posts: number): Grown {
  const users = Math.max(400, Math.floor(posts / 20))
  return {
    posts,
    users,
    creators: Math.max(220, Math.floor(posts / 500)),
    likes: Math.floor(posts * 2.5),
    comments: Math.floor(posts / 2),
    purchases: Math.floor(posts / 2),
    notifications: posts,
    subscriptions: users,
  }
}

/** Each kind of row has ids of its own, which grow with its number, over two years until now. */
const KINDS = { user: 1, post: 2, comment: 3, purchase: 4, notification: 5, refund: 6, series: 7 } as const
const SPAN_MS = 2 * 365 * 24 * 60 * 60 * 1000
const FROM_MS = Date.now() - SPAN_MS

const PART = 10_000

/** The fan follows as many creators as this, and is a member of each. */
export const FOLLOWED_BY_FAN = 200

/** Number 1 is the star: every 25th post, every 5th sale. Number 2 is the fan: every 50th purchase and notification. */
const creatorOf = (n: SQL, every: number, { creators }: Grown) =>
  sql`case when ${n} % ${every}::int = 0 then 1 else 3 + ${n} % (${creators}::int - 2) end`
const readerOf = (n: SQL, { users }: Grown) =>
  sql`case when ${n} % 50 = 0 then 2 else 3 + (${n} * 31) % (${users}::int - 2) end`

function idOf(kind: keyof typeof KINDS, n: SQL, count: number): SQL {
  const step = Math.max(1, Math.floor(SPAN_MS / count))
  return sql`(
    lpad(to_hex(${FROM_MS}::bigint + (${n})::bigint * ${step}::bigint), 12, '0')
    || '7' || lpad(to_hex(${KINDS[kind]}::int), 3, '0') || '8' || lpad(to_hex((${n})::bigint), 15, '0'))::uuid`
}

function timeOf(n: SQL, count: number): SQL {
  const step = Math.max(1, Math.floor(SPAN_MS / count))
  return sql`to_timestamp((${FROM_MS}::bigint + (${n})::bigint * ${step}::bigint) / 1000.0)`
}

/** Fills an empty database. Answers who is who. */
export async function seedGrown(db: Database, grown: Grown): Promise<{ starId: string; fanId: string }> {
  for (const statement of statements(grown)) await db.transact((tx) => tx.sql.execute(statement))
  const { rows } = await db.transact((tx) =>
    tx.sql.execute<{ star: string; fan: string }>(sql`
      select ${userId(sql`1`, grown)} as star, ${userId(sql`2`, grown)} as fan`),
  )
  const [row] = rows
  if (row === undefined) throw new Error('nothing was written')
  return { starId: row.star, fanId: row.fan }
}

const userId = (n: SQL, { users }: Grown) => idOf('user', n, users)

function statements(grown: Grown): SQL[] {
  const { posts, users, creators, likes, comments, purchases, notifications, subscriptions } = grown
  const n = sql`n`
  const series = (count: number) => sql`generate_series(1, ${count}::int) n`
  /** Each writes more than its row: all at once would take longer than a statement may. */
  const parts = Array.from({ length: Math.ceil(posts / PART) }, (_, part) => ({
    from: part * PART + 1,
    to: Math.min(posts, (part + 1) * PART),
  }))
  const post = (number: SQL) => idOf('post', number, posts)
  const user = (number: SQL) => userId(number, grown)
  const author = (number: SQL) => user(creatorOf(number, 25, grown))
  const reader = readerOf(n, grown)
  const seller = creatorOf(n, 5, grown)
  return [
    sql`insert into users (id, wallet, display_name, created_at)
      select ${user(n)}, 'wallet ' || n, 'Somebody ' || n, ${timeOf(n, users)} from ${series(users)}`,
    sql`insert into creators (id, handle, bio, posts_count, followers_count)
      select ${user(n)}, 'grown_' || n, 'Bio of ' || n, ${Math.floor(posts / creators)}::int, 0
      from ${series(creators)} where n <> 2`,
    sql`insert into tiers (creator_id, tier, price_lamports, name, benefits, enabled)
      select ${user(n)}, tier, 10000000, tier, '[]', true
      from ${series(creators)}, (values ('basic'), ('premium'), ('vip')) t(tier) where n <> 2`,
    ...parts.map(
      ({
        from,
        to,
      }) => sql`insert into posts (id, author_id, title, teaser, body, min_tier, price_lamports, likes_count, comments_count, created_at)
      select ${post(n)}, ${author(n)}, 'Post ' || n, 'Teaser of ' || n, repeat('Body of ' || n || '. ', 20),
        case when n % 3 = 0 then 'basic' end, case when n % 4 = 0 then 5000000 end, 2, 0, ${timeOf(n, posts)}
      from generate_series(${from}::int, ${to}::int) n`,
    ),
    sql`insert into series (id, creator_id, title, place)
      select ${idOf('series', n, creators)}, ${user(n)}, 'Series of ' || n, 0 from ${series(creators)} where n <> 2`,
    // No more than there may be: the star has very many.
    sql`insert into series_posts (post_id, series_id, place)
      select ${post(n)}, ${idOf('series', creatorOf(n, 25, grown), creators)}, n
      from ${series(posts)} where n % 4 = 0 and (n % 25 > 0 or n <= 50000)`,
    sql`insert into follows (creator_id, user_id)
      select ${user(sql`1`)}, ${user(n)} from ${series(users)} where n > 1
      union all
      select ${user(n)}, ${user(sql`2`)} from generate_series(3, ${FOLLOWED_BY_FAN + 2}::int) n`,
    sql`insert into subscriptions (user_id, creator_id, tier, current_period_end)
      select ${user(n)}, ${user(sql`1`)}, 'basic', now() + (n % 60 - 30) * interval '1 day'
      from ${series(subscriptions)} where n > 2
      union all
      select ${user(sql`2`)}, ${user(n)}, 'basic', now() + interval '20 days'
      from generate_series(3, ${FOLLOWED_BY_FAN + 2}::int) n`,
    sql`update subscriptions set end_announced = true where current_period_end < now()`,
    sql`insert into likes (post_id, user_id, post_author_id, created_at)
      select ${post(sql`p`)}, ${user(sql`case when p % 40 = 0 and round = 0 then 2 else 3 + (p * 31 + round * 101) % (${users}::int - 2) end`)},
        ${author(sql`p`)}, now() - (n % 100000) * interval '10 minutes'
      from ${series(likes)}, lateral (select 1 + n % ${posts}::int as p, n / ${posts}::int as round) l
      on conflict do nothing`,
    sql`insert into comments (id, post_id, author_id, post_author_id, body, created_at)
      select ${idOf('comment', n, comments)}, ${post(sql`p`)}, ${user(reader)}, ${author(sql`p`)}, 'Comment ' || n, ${timeOf(n, comments)}
      from ${series(comments)}, lateral (select case when n % 10 = 0 then ${posts - 1}::int else 1 + (n * 2) % ${posts}::int end as p) c`,
    sql`insert into purchases (id, buyer_id, creator_id, kind, status, price_lamports, credit_lamports, amount_lamports, splits,
        reference, blockhash, last_valid_block_height, unsigned_transaction, created_at, expires_at, confirmed_at)
      select ${idOf('purchase', n, purchases)}, ${user(reader)}, ${user(seller)}, 'tip',
        case when n % 10 = 9 then 'expired' else 'confirmed' end, 5000000, 0, 5000000,
        '[{"role":"creator","wallet":"w","lamports":"5000000"}]', 'reference ' || n, 'blockhash', 1, '', ${timeOf(n, purchases)},
        ${timeOf(n, purchases)} + interval '10 minutes', case when n % 10 < 9 then ${timeOf(n, purchases)} end
      from ${series(purchases)}`,
    sql`insert into payments (signature, purchase_id, state, amount_lamports, fee_lamports, slot, transaction,
        last_valid_block_height, executed_at, finalized_at)
      select 'signature ' || n, ${idOf('purchase', n, purchases)}, 'surplus', 5000000, 5000, n, '', n, ${timeOf(n, purchases)}, now()
      from ${series(purchases)} where n % 100 = 0`,
    sql`insert into refunds (id, payment_signature, purchase_id, buyer_id, creator_id, status, reason, amount_lamports, reference, paid_at)
      select ${idOf('refund', n, purchases)}, 'signature ' || n, ${idOf('purchase', n, purchases)}, ${user(reader)}, ${user(seller)},
        'paid', 'paid_twice', 5000000, 'refund ' || n, ${timeOf(n, purchases)} + interval '1 hour'
      from ${series(purchases)} where n % 100 = 0`,
    sql`insert into notifications (id, user_id, kind, params, dedupe_key, created_at, read_at, read_round)
      select ${idOf('notification', n, notifications)}, ${user(reader)}, 'post',
        json_build_object('actorId', ${user(seller)}, 'actorName', 'Somebody', 'postId', ${post(n)}, 'postTitle', 'Post ' || n),
        'grown:' || n, ${timeOf(n, notifications)}, case when n % 100 > 0 then now() end, 0
      from ${series(notifications)}`,
    sql`update users set unread_count = unread.n from (
        select user_id, count(*)::int as n from notifications where read_at is null group by user_id) unread
      where users.id = unread.user_id`,
    sql`update creators set followers_count = (select count(*) from follows where creator_id = creators.id)`,
    sql`insert into channels (name, top_offset)
      select 'post:' || id, 1 from posts union all select 'creator:' || id, 1 from creators
      union all select 'notifications:' || id, 1 from users`,
    sql`insert into events (channel, "offset", type, data, at)
      select 'post:' || ${post(n)}, 1, 'post_liked', '{}', now() - (n % 1440) * interval '1 minute'
      from ${series(Math.floor(posts * 0.3))}`,
    sql`analyze`,
  ]
}
