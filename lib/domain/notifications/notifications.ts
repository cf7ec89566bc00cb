import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import { positionOf } from '@/lib/db/event-log'
import { notifications, users } from '@/lib/db/tables/people'
import type { Tx } from '@/lib/db/transaction'
import { findLeft } from '@/lib/domain/accounts/authors'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { idCursor, pageOf } from '@/lib/domain/paging'
import { findThere } from '@/lib/domain/posts/post-access'
import type { PageQuery } from '@/lib/schema/common'
import type { Author } from '@/lib/schema/creators'
import { decodeJson } from '@/lib/schema/json'
import type { NotificationKind } from '@/lib/schema/notices'
import type { Notification, NotificationPage, ReadInput } from '@/lib/schema/notifications'

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
  const { id, kind, title, body, href, createdAt } = notifications
  const params = sql<string | null>`${notifications.params}::text`
  const postId = sql<string | null>`
    case when ${leadsElsewhere} then null else ${notifications.params}->>'postId' end`
  const readAt = sql<Date | null>`
    coalesce(${notifications.readAt}, case when not ${isUnread} then ${users.readRoundAt} end)`.mapWith(
    notifications.readAt,
  )
  const rows = await db.read
    .select({ id, kind, params, postId, title, body, href, createdAt, readAt })
    .from(notifications)
    .innerJoin(users, eq(users.id, notifications.userId))
    .where(
      and(
        eq(notifications.userId, viewer.userId),
        before === undefined ? undefined : lt(notifications.id, before),
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(query.limit + 1)
  const there = await findThere(db.read, viewer, rows.map(postOf))
  const known = rows.map(factsIn)
  const left = await findLeft(
    db.read,
    known.flatMap((facts) => idsIn(facts).map(([, id]) => id)),
  )
  const items = rows.map((row, place) => {
    const postId = postOf(row)
    const facts = known[place]
    return toNotification(row, facts && withoutNames(facts, left), postId !== null && !there.has(postId))
  })
  return {
    ...pageOf(items, query.limit, (item) => item.id),
    unreadCount: me?.unreadCount ?? 0,
    position: me?.position ?? '',
  }
}

/** Joined with its reader. */
const isUnread = sql`(
  ${notifications.readAt} is null
  and (${notifications.readRound} is null or ${notifications.readRound} >= ${users.readRound}))`

interface NotificationRow {
  id: string
  kind: NotificationKind
  params: string | null
  postId: string | null
  title: string | null
  body: string | null
  href: string | null
  createdAt: Date
  readAt: Date | null
}

/** Whoever is owed or paid back is led to the library or the studio, and who was paid in vain to the studio. */
const leadsElsewhere = sql`(
  ${notifications.kind} = 'refund'
  or (${notifications.kind} = 'payment' and ${notifications.params}->>'side' = 'creator'))`

/** The post that it leads to; null where it leads elsewhere. */
function postOf({ postId, href }: NotificationRow): string | null {
  return postId ?? (href === null ? null : (POST_PAGE.exec(href)?.[1] ?? null))
}

/** As releases that stored words wrote it. */
const POST_PAGE = /^\/posts\/([0-9a-f-]{36})(?:#|$)/

type Facts = Record<string, unknown>

/** Null in rows of releases that stored words. */
function factsIn({ params }: NotificationRow): Facts | null {
  return params === null ? null : (decodeJson(params) as Facts)
}

/** What facts call somebody, and by what they name them. */
const NAMED = { actorId: 'actorName', creatorId: 'creatorName', otherId: 'otherName' }

/** What they said, and where their page was. */
const TAKEN = ['excerpt', 'creatorHandle', 'actorHandle']

/** Who is named in it. */
function idsIn(facts: Facts | null | undefined): [id: string, of: string][] {
  return Object.keys(NAMED).flatMap((key) => {
    const id = facts?.[key]
    return typeof id === 'string' ? [[key, id] as [string, string]] : []
  })
}

/** Of who has deleted their account neither name nor words are left. */
function withoutNames(facts: Facts, left: ReadonlyMap<string, Author>): Facts {
  const gone = idsIn(facts).filter(([, id]) => left.has(id))
  if (gone.length === 0) return facts
  const names = gone.map(([key, id]) => [NAMED[key as keyof typeof NAMED], left.get(id)?.displayName])
  const taken = TAKEN.filter((key) => key in facts).map((key) => [key, ''])
  return { ...facts, ...Object.fromEntries([...names, ...taken]) }
}

function toNotification(
  { id, kind, createdAt, readAt, title, body, href }: NotificationRow,
  facts: Facts | null | undefined,
  gone: boolean,
): Notification {
  const words = { title, body, href }
  return {
    id,
    kind,
    gone,
    params: facts ?? words,
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  } as Notification
}

/** Marks some or all as read. Ids that are unknown, foreign or read already change nothing. */
export async function readNotifications(
  { db, now }: DomainContext,
  viewer: Viewer,
  input: ReadInput,
): Promise<{ unreadCount: number }> {
  return db.transact(async (tx) => {
    // The user's row first, as in `notify`: the count and the rows change together.
    const [me] = await tx.sql
      .select({ unreadCount: users.unreadCount })
      .from(users)
      .where(eq(users.id, viewer.userId))
      .for('no key update')
    const before = me?.unreadCount ?? 0
    if ('all' in input) {
      if (before > 0) {
        await markAll(tx, viewer, now())
        tx.emit('notifications_cleared', { unreadCount: 0 }, viewer)
      }
      return { unreadCount: 0 }
    }
    const ids = await markSome(tx, viewer, input.ids, now())
    const unreadCount = before - ids.length
    if (ids.length > 0) {
      await tx.sql.update(users).set({ unreadCount }).where(eq(users.id, viewer.userId))
      tx.emit('notification_read', { ids, unreadCount }, viewer)
    }
    return { unreadCount }
  })
}

/** A new round begins: however many there are, it is one row. */
async function markAll(tx: Tx, { userId }: Viewer, at: Date): Promise<void> {
  await tx.sql
    .update(users)
    .set({ unreadCount: 0, readRound: sql`${users.readRound} + 1`, readRoundAt: at })
    .where(eq(users.id, userId))
  const { readAt, readRound } = notifications
  const alone = and(eq(notifications.userId, userId), isNull(readAt), isNull(readRound))
  await tx.sql.update(notifications).set({ readAt: at }).where(alone)
}

/** Answers the ids of those that were not read yet. */
async function markSome(tx: Tx, { userId }: Viewer, ids: readonly string[], at: Date): Promise<string[]> {
  const rows = await tx.sql
    .update(notifications)
    .set({ readAt: at })
    .from(users)
    .where(
      and(
        eq(users.id, notifications.userId),
        eq(notifications.userId, userId),
        anyOf(notifications.id, ids),
        isUnread,
      ),
    )
    .returning({ id: notifications.id })
  return rows.map(({ id }) => id)
}
