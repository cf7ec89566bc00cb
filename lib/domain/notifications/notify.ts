import { type SQL, sql } from 'drizzle-orm'
import { type Fields, jsonObject, number, text } from '@/lib/db/computed'
import { newId } from '@/lib/db/ids'
import type { Emitting } from '@/lib/db/single-statement'
import type { Tx } from '@/lib/db/transaction'
import { encodeJson } from '@/lib/schema/json'
import type { Locale } from '@/lib/schema/locales'
import type { Notice, NoticeOf, NotificationKind } from '@/lib/schema/notices'

interface Once {
  /** The same recipient gets a notification with this key once. */
  dedupeKey: string
}

/**
 * Writes a notification for each recipient inside the transaction of its cause, and emits it. Recipients are locked
 * in the order of their ids, so that two transactions never wait for each other in a circle: call it once per
 * transaction, or with recipients that stand alone.
 */
export async function notify(
  tx: Tx,
  recipients: readonly string[],
  { dedupeKey, ...notice }: Notice & Once,
): Promise<void> {
  if (recipients.length === 0) return
  const { kind, params } = notice
  const told = recipients.map((userId) => ({ id: newId(), userId }))
  const { rows } = await tx.sql.execute<Notified>(sql`
    with ${writeNotices(sql`
      select id, "userId", ${kind}::text, ${encodeJson(params)}::jsonb, ${dedupeKey}::text
      from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as recipients(id uuid, "userId" uuid)`)}
    select id, user_id as "userId", created_at as "createdAt", unread_count as "unreadCount", locale from notified`)
  for (const { userId, ...row } of rows) tx.emit('notification', { ...notice, ...row }, { userId })
}

type Notified = { id: string; userId: string; createdAt: string; unreadCount: number; locale: Locale }

/** A notification some of whose facts only the statement knows. */
type NoticeWithin = {
  [K in NotificationKind]: { kind: K; params: Fields<NoticeOf<K>['params']> }
}[NotificationKind]

interface Told extends Once {
  /** Whom to tell. */
  userId: SQL
  /** Where `userId` and the facts come from: one row, or none when there is nothing to tell. */
  from: SQL
}

/** The same as part of a statement that is the whole transaction: to be added to its parts and its events. */
export function notifyWithin(
  emitting: Emitting,
  { userId, from, dedupeKey, kind, params }: NoticeWithin & Told,
): { ctes: SQL; event: SQL } {
  const ctes = writeNotices(sql`
    select ${newId()}::uuid, ${userId}, ${kind}::text, ${jsonObject<object>(params).sql}, ${dedupeKey}::text from ${from}`)
  const data = {
    id: text(sql`id`),
    kind,
    params: { sql: sql`params`, type: 'json' },
    createdAt: text(sql`created_at`),
    unreadCount: number(sql`unread_count`),
    locale: text(sql`locale`),
  } as Fields<Notice> & Fields<Omit<Notified, 'userId'>>
  return { ctes, event: emitting('notification', data, { userId: text(sql`user_id`) }, sql`notified`) }
}

/**
 * The parts of a statement that write notifications and count them up, ending in `notified`: `id`, `user_id`, `params`,
 * `created_at` (ISO) and the recipient's `unread_count` and `locale`. `source` selects id, recipient, kind, params and
 * dedupe key. The recipients' rows are locked first: while all of somebody's are marked as read, each is of this round or
 * the next.
 */
function writeNotices(source: SQL): SQL {
  return sql`
    told (id, user_id, kind, params, dedupe_key) as (${source}), noticed as (
      insert into notifications (id, user_id, kind, params, dedupe_key, read_round)
      select told.id, users.id, told.kind, told.params, told.dedupe_key, users.read_round
      from told join users on users.id = told.user_id order by users.id for no key update of users
      on conflict (user_id, dedupe_key) do nothing
      returning id, user_id, params, created_at
    ), notified as (
      update users set unread_count = users.unread_count + 1 from noticed where users.id = noticed.user_id
      returning noticed.id, noticed.user_id, noticed.params,
        to_char(noticed.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
        users.unread_count, users.locale
    )`
}
