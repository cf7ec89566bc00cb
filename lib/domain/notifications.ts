import { and, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import { positionOf } from '@/lib/db/event-log'
import { newId } from '@/lib/db/ids'
import { notifications, users } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import type { PageQuery } from '@/lib/schema/common'
import type { NotificationKind, NotificationPage, ReadInput } from '@/lib/schema/notifications'
import type { DomainContext, Viewer } from './context'
import { idCursor, pageOf } from './paging'

interface Notice {
  kind: NotificationKind
  title: string
  body: string
  /** Page of the site that shows the cause. */
  href: string
  /** The same recipient gets a notification with this key once. */
  dedupeKey: string
}

const BODY_MAX = 200
/** A statement takes 65,535 parameters at most. */
const INSERT_ROWS_MAX = 5_000

/**
 * Writes a notification for each recipient inside the transaction of its cause, and emits it. Recipients are counted
 * up in the order of their ids, so that two transactions never wait for each other in a circle: call it once per
 * transaction, or with recipients that stand alone.
 */
export async function notify(tx: Tx, recipients: readonly string[], notice: Notice): Promise<void> {
  if (recipients.length === 0) return
  const { kind, title, href } = notice
  const body = notice.body.length > BODY_MAX ? `${notice.body.slice(0, BODY_MAX - 1)}…` : notice.body
  const added = []
  for (let from = 0; from < recipients.length; from += INSERT_ROWS_MAX) {
    added.push(...(await insert(tx, recipients.slice(from, from + INSERT_ROWS_MAX), { ...notice, body })))
  }
  if (added.length === 0) return

  const counts = await raiseUnread(
    tx,
    added.map((row) => row.userId),
  )
  for (const { id, userId, createdAt } of added) {
    const unreadCount = counts.get(userId) ?? 0
    tx.emit(
      'notification',
      { id, kind, title, body, href, createdAt: createdAt.toISOString(), unreadCount },
      { userId },
    )
  }
}

function insert(tx: Tx, recipients: readonly string[], notice: Notice) {
  return tx.sql
    .insert(notifications)
    .values(recipients.map((userId) => ({ id: newId(), userId, ...notice })))
    .onConflictDoNothing({ target: [notifications.userId, notifications.dedupeKey] })
    .returning({ id: notifications.id, userId: notifications.userId, createdAt: notifications.createdAt })
}

async function raiseUnread(tx: Tx, userIds: readonly string[]): Promise<Map<string, number>> {
  const inOrder = tx.sql
    .select({ id: users.id })
    .from(users)
    .where(
      sql`${users.id} in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb))`,
    )
    .orderBy(users.id)
    .for('no key update')
  const rows = await tx.sql
    .update(users)
    .set({ unreadCount: sql`${users.unreadCount} + 1` })
    .where(sql`${users.id} in (${inOrder})`)
    .returning({ id: users.id, unreadCount: users.unreadCount })
  return new Map(rows.map((row) => [row.id, row.unreadCount]))
}

/** The viewer's notifications, newest first. */
export async function listNotifications(
  { db }: DomainContext,
  viewer: Viewer,
  query: PageQuery,
): Promise<NotificationPage> {
  const before = idCursor(query.cursor)
  // The position is read first: what happens in between arrives again as an event, and nothing is missed.
  const [me] = await db.read
    .select({ unreadCount: users.unreadCount, position: positionOf(sql`'notifications:' || ${users.id}`) })
    .from(users)
    .where(eq(users.id, viewer.userId))
  const rows = await db.read
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, viewer.userId),
        before === undefined ? undefined : lt(notifications.id, before),
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(query.limit + 1)
  const items = rows.map(({ id, kind, title, body, href, createdAt, readAt }) => ({
    id,
    kind,
    title,
    body,
    href,
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  }))
  return {
    ...pageOf(items, query.limit, (item) => item.id),
    unreadCount: me?.unreadCount ?? 0,
    position: me?.position ?? '',
  }
}

/** Marks some or all as read. Ids that are unknown, foreign or read already change nothing. */
export async function readNotifications(
  { db, now }: DomainContext,
  viewer: Viewer,
  input: ReadInput,
): Promise<{ unreadCount: number }> {
  return db.transact(async (tx) => {
    const all = 'all' in input
    // The user's row first, as in `notify`: the count and the rows change together.
    await tx.sql.select({ id: users.id }).from(users).where(eq(users.id, viewer.userId)).for('no key update')
    const mine = and(eq(notifications.userId, viewer.userId), isNull(notifications.readAt))
    const read = await tx.sql
      .update(notifications)
      .set({ readAt: now() })
      .where(all ? mine : and(mine, inArray(notifications.id, input.ids)))
      .returning({ id: notifications.id })
    const [me] = await tx.sql
      .update(users)
      .set({ unreadCount: sql`${users.unreadCount} - ${read.length}` })
      .where(eq(users.id, viewer.userId))
      .returning({ unreadCount: users.unreadCount })
    const unreadCount = me?.unreadCount ?? 0
    if (read.length > 0) {
      if (all) tx.emit('notifications_cleared', { unreadCount }, viewer)
      else tx.emit('notification_read', { ids: read.map((row) => row.id), unreadCount }, viewer)
    }
    return { unreadCount }
  })
}
