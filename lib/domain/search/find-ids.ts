import { type SQL, sql } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import type { Reader } from '@/lib/db/reader'
import { badCursor } from '@/lib/domain/paging'
import { Id } from '@/lib/schema/common'
import type { Asked, Sought } from './sought'

/** So many of the newest are looked through first: common words are among them. */
const NEWEST = 400

/** Where it is looked: the table, by what its rows are in order, and its columns of words, the first of which come first. */
export interface Searched {
  table: 'post_search' | 'creator_search'
  place: SQL
  columns: readonly ('names' | 'words')[]
}

/** One after the other: what has the words, in each column what was not found in the one before; then what has nearly. */
interface Stage {
  column: string
  sought: Sought
  /** Of a stage before. */
  without: { column: string; all: string } | null
}

export interface FoundIds {
  ids: string[]
  nextCursor: string | null
}

/** Newest first in each stage. Throws `validation_failed` for a cursor that is none. */
export async function findIds(
  reader: Reader,
  { columns, ...source }: Searched,
  asked: Asked | null,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<FoundIds> {
  const from = readCursor(cursor, columns.length)
  if (asked === null) return { ids: [], nextCursor: null }
  const found: { stage: number; id: string; place: string }[] = []
  for (let stage = from.stage; stage <= columns.length && found.length <= limit; stage += 1) {
    const what = await stageOf(columns, asked, stage)
    if (what === null) break
    const before = stage === from.stage ? from.place : null
    const rows = await readStage(reader, source, what, { before, limit: limit + 1 - found.length })
    found.push(...rows.map((row) => ({ stage, ...row })))
  }
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    ids: shown.map(({ id }) => id),
    nextCursor: found.length > limit && last !== undefined ? `${last.stage}.${last.place}` : null,
  }
}

async function stageOf(columns: Searched['columns'], asked: Asked, stage: number): Promise<Stage | null> {
  const [column, before] = [columns[stage], columns[stage - 1]]
  const without = before === undefined ? null : { column: before, all: asked.exact.all }
  if (column !== undefined) return { column, sought: asked.exact, without }
  const near = await asked.near()
  return near && before ? { column: before, sought: near, without } : null
}

async function readStage(
  reader: Reader,
  { table, place }: Omit<Searched, 'columns'>,
  { column, sought, without }: Stage,
  { before, limit }: { before: string | null; limit: number },
): Promise<{ id: string; place: string }[]> {
  const source = sql.raw(table)
  const words = sql.raw(column)
  const isOlder = before === null ? sql`true` : sql`${place} < ${before}::uuid`
  // By the function behind `@@`, for which no index is asked.
  const has = (name: SQL, query: string) => sql`ts_match_vq(${name}, ${query}::tsquery)`
  const isMeant = without === null ? sql`true` : sql`not ${has(sql.raw(without.column), without.all)}`
  const read = (candidates: SQL) =>
    reader
      .select({ id: sql<string>`id`, place: sql<string>`${place}` })
      .from(sql`(${candidates}) as candidates`)
      .where(sql`${has(words, sought.all)} and ${isMeant}`)
      .orderBy(sql`${place} desc`)
      .limit(limit)
  const newest = await read(
    sql`select * from ${source} where ${isOlder} order by ${place} desc limit ${NEWEST}`,
  )
  if (newest.length === limit) return newest
  // `offset 0`: not by age, which may mean to look through all there is.
  const readKeyed = (keys: string) =>
    read(sql`select * from ${source} where ${words} @@ ${keys}::tsquery and ${isOlder} offset 0`)
  // All of what has a word may be very many: where there is enough of these weeks, no other is fetched.
  const recent = await readKeyed(`(${sought.keys}) & (${weeksBefore(before)})`)
  return recent.length === limit ? recent : readKeyed(sought.keys)
}

/** As `kept_words` has them: the seven weeks of a place, or of now, and those before, as text of the type `tsquery`. */
function weeksBefore(place: string | null): string {
  const weeks = Number.parseInt((place ?? newId()).slice(0, 4), 16)
  return [weeks, weeks - 1].map((number) => `'@${number.toString(16).padStart(4, '0')}'`).join(' | ')
}

function readCursor(cursor: string | undefined, lastStage: number): { stage: number; place: string | null } {
  if (cursor === undefined) return { stage: 0, place: null }
  const [, stage = '', place = ''] = /^(\d)\.(.+)$/.exec(cursor) ?? []
  if (stage === '' || Number(stage) > lastStage || !Id.safeParse(place).success) throw badCursor()
  return { stage: Number(stage), place }
}
