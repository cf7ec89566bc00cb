import { getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '@/lib/db/database'
import { sqlState } from '@/lib/db/sql-errors'
import { media, posts } from '@/lib/db/tables/content'
import { creators, formerHandles, tiers, users } from '@/lib/db/tables/people'
import { deployment } from '@/lib/db/tables/realtime'
import { series, seriesPosts } from '@/lib/db/tables/series'
import type { Tx } from '@/lib/db/transaction'
import { ExportError, type ExportLine, readExport } from './export-format'

const BATCH = 500
/** Class 23 of https://www.postgresql.org/docs/15/errcodes-appendix.html */
const INTEGRITY_VIOLATION = '23'

/** When a post was taken down: until then it could be bought. */
export interface Deletion {
  postId: string
  at: Date
}

export interface Loaded {
  platformWallets: string[]
  /** The earliest first. The posts are there as if they had never been deleted. */
  deletions: Deletion[]
  counts: Record<'users' | 'creators' | 'posts', number>
}

/**
 * Puts an export into an empty database, in one transaction: whole, or not at all. The database takes over the key of
 * the exported one. Throws `ExportError`, also when the database is not empty.
 */
export function loadExport(db: Database, lines: AsyncIterable<string> | Iterable<string>): Promise<Loaded> {
  return db.transact(async (tx) => {
    await requireEmpty(tx)
    const loaded: Loaded = {
      platformWallets: [],
      deletions: [],
      counts: { users: 0, creators: 0, posts: 0 },
    }
    let batch: ExportLine[] = []
    for await (const line of readExport(lines)) {
      const [first] = batch
      if (first !== undefined && (first.kind !== line.kind || batch.length === BATCH)) {
        await put(tx, batch, loaded)
        batch = []
      }
      batch.push(line)
    }
    await put(tx, batch, loaded)
    loaded.deletions.sort((a, b) => a.at.getTime() - b.at.getTime())
    return loaded
  })
}

async function requireEmpty(tx: Tx): Promise<void> {
  const { rows } = await tx.sql.execute(sql`select 1 from users limit 1`)
  if (rows.length > 0) throw new ExportError('the database is not empty')
}

/** All of one kind. */
async function put(tx: Tx, lines: readonly ExportLine[], loaded: Loaded): Promise<void> {
  const rows = <K extends ExportLine['kind']>(kind: K) =>
    lines.filter((line): line is Extract<ExportLine, { kind: K }> => line.kind === kind)
  for (const { referenceKey, platformWallets } of rows('fonana-export')) {
    await tx.sql.update(deployment).set({ referenceKey })
    loaded.platformWallets = platformWallets
  }
  // Who is in an export has been here before.
  await insert(
    tx,
    users,
    rows('user').map((user) => ({ ...user, welcomed: true })),
  )
  await insert(tx, creators, rows('creator'))
  await insert(
    tx,
    formerHandles,
    rows('creator').flatMap(({ id, formerHandles: former }) =>
      former.map((handle) => ({ handle, creatorId: id })),
    ),
  )
  await insert(
    tx,
    series,
    rows('creator').flatMap(({ id, series: own }) =>
      own.map((one, place) => ({ ...one, creatorId: id, place })),
    ),
  )
  await insert(tx, tiers, rows('tier'))
  await insert(
    tx,
    posts,
    rows('post').map((post) => ({ ...post, deletedAt: null })),
  )
  await insert(
    tx,
    seriesPosts,
    rows('post').flatMap(({ id, series: own }) =>
      own === null ? [] : [{ postId: id, seriesId: own.id, place: own.place }],
    ),
  )
  await insert(tx, media, rows('media'))
  loaded.counts.users += rows('user').length
  loaded.counts.creators += rows('creator').length
  loaded.counts.posts += rows('post').length
  for (const { id, deletedAt } of rows('post'))
    if (deletedAt !== null) loaded.deletions.push({ postId: id, at: deletedAt })
}

async function insert<T extends PgTable>(tx: Tx, table: T, rows: T['$inferInsert'][]): Promise<void> {
  if (rows.length === 0) return
  try {
    await tx.sql.insert(table).values(rows)
  } catch (error) {
    if (!sqlState(error)?.startsWith(INTEGRITY_VIOLATION)) throw error
    throw new ExportError(`the lines of ${getTableName(table)} do not fit the others: ${causeOf(error)}`)
  }
}

const causeOf = (error: unknown) =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : error
