import { createHash, randomBytes } from 'node:crypto'
import { eq, inArray, lt, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import type { Reader } from '@/lib/db/reader'
import { postViews, viewMarks, viewSalts } from '@/lib/db/tables/views'
import type { Tx } from '@/lib/db/transaction'
import type { OwnPost } from '@/lib/schema/posts'
import type { ViewsInput } from '@/lib/schema/views'

/** So many are held until they are written: what comes beyond is not counted. */
const WAITING_MAX = 50_000
const AT_ONCE = 1_000
const TRIMMED_AT_ONCE = 1_000

/** Who looks: a user, or what a visitor is told apart by, which is kept nowhere. */
export type ViewReader = { userId: string } | { visitor: string }

interface ViewsContext {
  db: Database
  now: () => Date
}

interface View {
  postId: string
  userId: string | null
  /** Of the reader, as it is hashed. */
  who: string
  opened: boolean
}

/**
 * Who has looked at which posts, held in this process and written together: a write for every look would make all that is
 * kept for visitors old. What a killed process has not written is not counted.
 */
export class ViewCounts {
  #waiting = new Map<string, View>()
  #writing: Promise<void> = Promise.resolve()

  note(reader: ViewReader, { seen, opened }: ViewsInput): void {
    const userId = 'userId' in reader ? reader.userId : null
    const who = 'userId' in reader ? `user ${reader.userId}` : `visitor ${reader.visitor}`
    for (const postId of new Set([...seen, ...opened])) this.#add({ postId, userId, who, opened: false })
    for (const postId of opened) this.#add({ postId, userId, who, opened: true })
  }

  /** Writes what is there: each reader once a day for each post, and nobody for their own. */
  flush(context: ViewsContext): Promise<void> {
    this.#writing = this.#writing.catch(() => {}).then(() => this.#write(context))
    return this.#writing
  }

  async #write({ db, now }: ViewsContext): Promise<void> {
    const views = [...this.#waiting.values()]
    this.#waiting = new Map()
    const day = dayOf(now())
    for (let from = 0; from < views.length; from += AT_ONCE) {
      try {
        await db.transact((tx) => writeViews(tx, day, views.slice(from, from + AT_ONCE)))
      } catch (error) {
        for (const view of views.slice(from)) this.#add(view)
        throw error
      }
    }
  }

  #add(view: View): void {
    if (this.#waiting.size < WAITING_MAX) this.#waiting.set(`${view.who} ${view.postId} ${view.opened}`, view)
  }
}

async function writeViews(tx: Tx, day: string, views: readonly View[]): Promise<void> {
  const salt = await readSalt(tx, day)
  const rows = views.map(({ postId, userId, who, opened }) => ({
    post_id: postId,
    user_id: userId,
    reader: createHash('sha256').update(`${salt} ${who}`).digest('hex').slice(0, 24),
    opened,
  }))
  // In one order everywhere, so that two who write at once do not wait for each other.
  await tx.sql.execute(sql`
    with noted as (
      insert into ${viewMarks} (day, post_id, opened, reader)
      select ${day}::date, v.post_id, v.opened, v.reader
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) v(post_id uuid, user_id uuid, reader text, opened boolean)
      join posts p on p.id = v.post_id
      where p.status = 'published' and p.deleted_at is null and p.author_id is distinct from v.user_id
      order by v.post_id, v.opened, v.reader
      on conflict do nothing
      returning post_id, opened)
    insert into ${postViews} (post_id, seen_count, opened_count)
    select post_id, count(*) filter (where not opened), count(*) filter (where opened)
    from noted group by post_id order by post_id
    on conflict (post_id) do update set
      seen_count = post_views.seen_count + excluded.seen_count,
      opened_count = post_views.opened_count + excluded.opened_count`)
}

async function readSalt(tx: Tx, day: string): Promise<string> {
  await tx.sql
    .insert(viewSalts)
    .values({ day, salt: randomBytes(16).toString('hex') })
    .onConflictDoNothing()
  const [row] = await tx.sql.select({ salt: viewSalts.salt }).from(viewSalts).where(eq(viewSalts.day, day))
  if (row === undefined) throw new Error(`no salt for ${day}`)
  return row.salt
}

/** Forgets who was counted on days that are over. Answers how many marks went. */
export async function trimViews(tx: Tx, now: Date): Promise<number> {
  const { day, postId, opened, reader } = viewMarks
  const old = tx.sql
    .select({ day, postId, opened, reader })
    .from(viewMarks)
    .where(lt(day, dayOf(now)))
    .orderBy(day)
    .limit(TRIMMED_AT_ONCE)
  const trimmed = await tx.sql
    .delete(viewMarks)
    .where(inArray(sql`(${day}, ${postId}, ${opened}, ${reader})`, old))
    .returning({ day })
  await tx.sql.delete(viewSalts).where(lt(viewSalts.day, dayOf(now)))
  return trimmed.length
}

/** Of these posts, how many have seen and opened each; what nobody has seen is not in it. */
export async function readViews(
  reader: Reader,
  postIds: readonly string[],
): Promise<Map<string, Pick<OwnPost, 'seenCount' | 'openedCount'>>> {
  if (postIds.length === 0) return new Map()
  const { postId, seenCount, openedCount } = postViews
  const rows = await reader
    .select({ postId, seenCount, openedCount })
    .from(postViews)
    .where(inArray(postId, [...postIds]))
  return new Map(rows.map(({ postId: id, ...counts }) => [id, counts]))
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10)
