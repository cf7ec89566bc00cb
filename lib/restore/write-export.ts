import { asc, eq, getTableColumns, gt, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Database } from '@/lib/db/database'
import type { Reader } from '@/lib/db/reader'
import { readSnapshot } from '@/lib/db/snapshot'
import { media, posts } from '@/lib/db/tables/content'
import { ledgerLines } from '@/lib/db/tables/payments'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { deployment } from '@/lib/db/tables/realtime'
import { encodeJson } from '@/lib/schema/json'
import { EXPORT_VERSION, type ExportLine } from './export-format'

const BATCH = 500

interface Options {
  now: Date
  /** The one that is set; those that were paid earlier are found in the book. */
  platformWallet: string
}

/**
 * Writes what the chain does not hold, as it is at one moment: users, creators, tiers, posts (deleted ones too), the
 * facts of images, and the key that tells what was paid for. Answers how many lines.
 */
export function writeExport(
  db: Database,
  { now, platformWallet }: Options,
  write: (line: string) => Promise<void>,
): Promise<number> {
  return readSnapshot(db, async (reader) => {
    let lines = 0
    for await (const line of linesOf(reader, platformWallet, now)) {
      await write(`${encodeJson(line)}\n`)
      lines += 1
    }
    await write(`${encodeJson({ kind: 'end', lines } satisfies ExportLine)}\n`)
    return lines + 1
  })
}

async function* linesOf(reader: Reader, platformWallet: string, at: Date): AsyncIterable<ExportLine> {
  yield {
    kind: 'fonana-export',
    version: EXPORT_VERSION,
    at,
    referenceKey: await readKey(reader),
    platformWallets: await readPlatformWallets(reader, platformWallet),
  }
  for await (const { unreadCount: _, readRound: __, readRoundAt: ___, ...row } of all((after) =>
    reader.select().from(users).where(beyond(users.id, after)).orderBy(asc(users.id)).limit(BATCH),
  ))
    yield { kind: 'user', ...row }
  for await (const { postsCount: _, followersCount: __, ...row } of all((after) =>
    reader
      .select({ ...getTableColumns(creators), formerHandles: formerHandlesOf, series: seriesOf })
      .from(creators)
      .where(beyond(creators.id, after))
      .orderBy(asc(creators.id))
      .limit(BATCH),
  ))
    yield { kind: 'creator', ...row }
  for (const row of await reader.select().from(tiers)) yield { kind: 'tier', ...row }
  for await (const { likesCount: _, commentsCount: __, ...row } of all((after) =>
    reader
      .select({ ...getTableColumns(posts), series: placeInSeriesOf })
      .from(posts)
      .where(beyond(posts.id, after))
      .orderBy(asc(posts.id))
      .limit(BATCH),
  ))
    yield { kind: 'post', ...row }
  for await (const row of all((after) =>
    reader.select().from(media).where(beyond(media.id, after)).orderBy(asc(media.id)).limit(BATCH),
  ))
    yield { kind: 'media', ...row }
}

const formerHandlesOf = sql<string[]>`array(
  select f.handle from former_handles f where f.creator_id = creators.id order by f.handle)`

const seriesOf = sql<{ id: string; title: string; description: string }[]>`(
  select coalesce(json_agg(json_build_object('id', s.id, 'title', s.title, 'description', s.description) order by s.place), '[]')
  from series s where s.creator_id = creators.id)`

const placeInSeriesOf = sql<{ id: string; place: number } | null>`(
  select json_build_object('id', sp.series_id, 'place', sp.place) from series_posts sp where sp.post_id = posts.id)`

async function* all<Row extends { id: string }>(
  read: (after: string | null) => PromiseLike<Row[]>,
): AsyncIterable<Row> {
  for (let after: string | null = null; ; ) {
    const rows: Row[] = await read(after)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
  }
}

const beyond = (column: PgColumn, id: string | null) => (id === null ? undefined : gt(column, id))

async function readKey(reader: Reader): Promise<string> {
  const [row] = await reader.select({ key: deployment.referenceKey }).from(deployment)
  if (row === undefined) throw new Error('the deployment has lost its row')
  return row.key
}

async function readPlatformWallets(reader: Reader, current: string): Promise<string[]> {
  const rows = await reader
    .selectDistinct({ wallet: ledgerLines.wallet })
    .from(ledgerLines)
    .where(eq(ledgerLines.account, 'platform'))
  return [...new Set([current, ...rows.map(({ wallet }) => wallet)])]
}
