import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { comments, media, posts } from '@/lib/db/tables/content'
import { creators, follows, users } from '@/lib/db/tables/people'
import { series } from '@/lib/db/tables/series'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { getCreator } from '@/lib/domain/creators/creators'
import { getOwnPage } from '@/lib/domain/creators/handles'
import { type MembersColumn, membersAsCsv } from '@/lib/domain/creators/members-export'
import { jsonArray } from '@/lib/domain/json-array'
import { type SalesColumn, salesAsCsv } from '@/lib/domain/money/earnings/sales-export'
import { purchasesAsJson } from '@/lib/domain/money/purchases/export'
import type { ReceiptContext } from '@/lib/domain/money/purchases/receipts'
import { listSubscriptions } from '@/lib/domain/money/subscriptions/subscriptions'
import { listNotifications } from '@/lib/domain/notifications/notifications'
import { isAppError } from '@/lib/errors'
import { captionsKey, extensionOf, filmKey } from '@/lib/media/film-files'
import { imageKey } from '@/lib/media/image-files'
import type { MediaStore } from '@/lib/media/port'
import { encodeJson } from '@/lib/schema/json'
import { LIMITS } from '@/lib/schema/limits'
import { authorColumns, toAuthor } from './authors'
import { getMe } from './users'

/** Of what may be long, read at once. */
const PAGE = 25
const MANY = 100

export interface OwnFile {
  name: string
  content: AsyncIterable<string | Uint8Array>
  at?: Date
}

type OwnDataContext = ReceiptContext & DomainContext & { store: MediaStore }

/**
 * Everything that is the viewer's own, as files: what they wrote, published or not, whom they follow, what they bought and
 * sold, and their pictures, film and sound as they are kept. Each is read when it is taken. `wordColumn` heads the columns of CSV files.
 */
export async function* ownData(
  context: OwnDataContext,
  viewer: Viewer,
  wordColumn: (column: MembersColumn | SalesColumn) => string,
): AsyncIterable<OwnFile> {
  const { positions: _, ...me } = await getMe(context, viewer.userId)
  yield { name: 'account.json', content: whole({ ...me, page: await readPage(context, viewer, me.handle) }) }
  yield { name: 'posts.json', content: jsonArray(ownPosts(context, viewer)) }
  if (me.handle !== null) yield { name: 'series.json', content: whole(await ownSeries(context, viewer)) }
  yield { name: 'comments.json', content: jsonArray(ownComments(context, viewer)) }
  yield { name: 'following.json', content: jsonArray(following(context, viewer)) }
  yield { name: 'subscriptions.json', content: whole(await listSubscriptions(context, viewer)) }
  yield { name: 'purchases.json', content: purchasesAsJson(context, viewer) }
  yield { name: 'notifications.json', content: jsonArray(ownNotifications(context, viewer)) }
  if (me.handle !== null) {
    yield { name: 'members.csv', content: await membersAsCsv(context, viewer, undefined, wordColumn) }
    yield { name: 'sales.csv', content: await salesAsCsv(context, viewer, wordColumn) }
  }
  yield* ownMedia(context, viewer)
}

async function* whole(value: unknown): AsyncIterable<string> {
  yield `${encodeJson(value)}\n`
}

async function readPage(context: OwnDataContext, viewer: Viewer, handle: string | null) {
  if (handle === null) return null
  const { bio, coverId, coverFocus, links, welcome, tierOrder, tiers } = await getCreator(
    context,
    viewer,
    handle,
  )
  const { formerHandles } = await getOwnPage(context, viewer)
  return { bio, coverId, coverFocus, links, welcome, formerHandles, tierOrder, tiers }
}

function ownPosts({ db }: OwnDataContext, { userId }: Viewer) {
  return pages(PAGE, (after) =>
    db.read
      .select({
        id: posts.id,
        status: posts.status,
        listed: posts.listed,
        title: posts.title,
        teaser: posts.teaser,
        body: posts.body,
        tags: posts.tags,
        minTier: posts.minTier,
        priceLamports: posts.priceLamports,
        commentsOpen: posts.commentsOpen,
        watermarked: posts.watermarked,
        likesCount: posts.likesCount,
        commentsCount: posts.commentsCount,
        media: sql<{ id: string; alt: string }[]>`(
          select coalesce(json_agg(json_build_object('id', m.id, 'alt', m.alt) order by m.place), '[]')
          from media m where m.post_id = posts.id)`,
        publishAt: posts.publishAt,
        createdAt: posts.createdAt,
        updatedAt: posts.updatedAt,
      })
      .from(posts)
      .where(and(eq(posts.authorId, userId), sql`${posts.deletedAt} is null`, beyond(posts.id, after)))
      .orderBy(asc(posts.id))
      .limit(PAGE),
  )
}

/** Each with the ids of its posts, in their order. */
function ownSeries({ db }: OwnDataContext, { userId }: Viewer) {
  const { id, title, description, createdAt, updatedAt } = series
  return db.read
    .select({
      id,
      title,
      description,
      postIds: sql<string[]>`(
        select coalesce(json_agg(sp.post_id order by sp.place), '[]')
        from series_posts sp join posts p on p.id = sp.post_id
        where sp.series_id = series.id and p.deleted_at is null)`,
      createdAt,
      updatedAt,
    })
    .from(series)
    .where(eq(series.creatorId, userId))
    .orderBy(asc(series.place), asc(series.id))
    .limit(LIMITS.series)
}

function ownComments({ db }: OwnDataContext, { userId }: Viewer) {
  const { id, postId, parentId, body, createdAt } = comments
  return pages(MANY, (after) =>
    db.read
      .select({ id, postId, parentId, body, createdAt })
      .from(comments)
      .where(
        and(
          eq(comments.authorId, userId),
          sql`${comments.body} <> '' and ${comments.deletedAt} is null`,
          beyond(comments.id, after),
        ),
      )
      .orderBy(asc(comments.id))
      .limit(MANY),
  )
}

async function* following({ db }: OwnDataContext, { userId }: Viewer) {
  const read = (after: string | null) =>
    db.read
      .select({ id: creators.id, author: authorColumns, since: follows.createdAt })
      .from(follows)
      .innerJoin(creators, eq(creators.id, follows.creatorId))
      .innerJoin(users, eq(users.id, creators.id))
      .where(and(eq(follows.userId, userId), beyond(creators.id, after)))
      .orderBy(asc(creators.id))
      .limit(MANY)
  for await (const { author, since } of pages(MANY, read)) yield { ...toAuthor(author), since }
}

async function* ownNotifications(context: OwnDataContext, viewer: Viewer) {
  let cursor: string | undefined
  do {
    const page = await listNotifications(context, viewer, { limit: MANY, ...(cursor && { cursor }) })
    yield* page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

async function* ownMedia({ db, store }: OwnDataContext, { userId }: Viewer): AsyncIterable<OwnFile> {
  const read = (after: string | null) =>
    db.read
      .select({
        id: media.id,
        kind: media.mediaKind,
        filmMime: media.filmMime,
        captions: media.captions,
        createdAt: media.createdAt,
      })
      .from(media)
      .where(and(eq(media.ownerId, userId), beyond(media.id, after)))
      .orderBy(asc(media.id))
      .limit(MANY)
  for await (const { id, kind, filmMime, captions, createdAt: at } of pages(MANY, read)) {
    const files =
      kind === 'image'
        ? [{ key: imageKey(id, 'original'), name: imageKey(id, 'original') }]
        : [
            { key: filmKey(id, 'source'), name: `${id}.original.${extensionOf(filmMime ?? '')}` },
            ...captions.map((lang) => ({ key: captionsKey(id, lang), name: captionsKey(id, lang) })),
          ]
    for (const { key, name } of files) {
      const bytes = await orNothing(store.get(key))
      if (bytes !== null)
        yield { name: `media/${name}`, content: bytes as unknown as AsyncIterable<Uint8Array>, at }
    }
  }
}

/** What was deleted meanwhile is in no file. */
async function orNothing<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return null
    throw error
  }
}

async function* pages<Row extends { id: string }>(
  size: number,
  read: (after: string | null) => PromiseLike<Row[]>,
): AsyncIterable<Row> {
  for (let after: string | null = null; ; ) {
    const rows: Row[] = await read(after)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < size) return
    after = last.id
  }
}

function beyond(column: PgColumn, id: string | null): SQL | undefined {
  return id === null ? undefined : gt(column, id)
}
