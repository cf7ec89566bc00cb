import { and, gt, isNotNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { posts } from '@/lib/db/tables/content'
import { creators, users } from '@/lib/db/tables/people'
import { isListed } from '@/lib/domain/posts/visibility'

/** A piece may have 50,000 (https://www.sitemaps.org/protocol.html): what comes late with an older id still has room. */
const PIECE_ROWS = 49_000
const PIECE_MAX = 50_000
/** Read in one statement while a piece is sent. */
const PAGE_ROWS = 1_000
/** Until then no end of a piece is looked for again. */
const LOOKED_MS = 60_000

type Kind = 'creators' | 'posts'

/** All with an id after the one and up to the other. */
export interface SitemapPiece {
  kind: Kind
  after: string | null
  upTo: string | null
}

export interface SitemapEntry {
  /** What its address names: a handle, or a post's id. */
  name: string
  updatedAt: Date
}

/**
 * What everybody may find, in ranges of ids. Ids grow with time, and no row ever goes: a piece that is full has the same
 * ends for ever and in all processes, so each row is counted once, by the index of the ids alone. What is deleted or not
 * listed counts, so that the ends stay, and is left out when a piece is read.
 */
export class Sitemap {
  readonly #ends: Record<Kind, string[]> = { creators: [], posts: [] }
  readonly #db: Pick<Database, 'read'>
  readonly #pieceRows: number
  #looking: Promise<void> | null = null
  #lookedUntil = 0

  constructor(db: Pick<Database, 'read'>, pieceRows = PIECE_ROWS) {
    this.#db = db
    this.#pieceRows = pieceRows
  }

  async pieces(): Promise<SitemapPiece[]> {
    if (this.#lookedUntil < performance.now()) {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = null
      })
      await this.#looking
    }
    return [...this.#piecesOf('creators'), ...this.#piecesOf('posts')]
  }

  async *read(piece: SitemapPiece): AsyncGenerator<SitemapEntry[]> {
    let { after } = piece
    for (let left = PIECE_MAX; left > 0; ) {
      const rows = await this.#readPage({ ...piece, after }, Math.min(left, PAGE_ROWS))
      yield rows
      left -= rows.length
      after = rows.at(-1)?.id ?? null
      if (rows.length < PAGE_ROWS) return
    }
  }

  #piecesOf(kind: Kind): SitemapPiece[] {
    const ends = [null, ...this.#ends[kind], null]
    return ends.slice(1).map((upTo, index) => ({ kind, after: ends[index] ?? null, upTo }))
  }

  async #look(): Promise<void> {
    for (const kind of ['creators', 'posts'] as const) {
      for (let end = await this.#nextEnd(kind); end !== null; end = await this.#nextEnd(kind))
        this.#ends[kind].push(end)
    }
    this.#lookedUntil = performance.now() + LOOKED_MS
  }

  /** The last id of the next piece that is full; null where the rest fills none. */
  async #nextEnd(kind: Kind): Promise<string | null> {
    const { id } = TABLES[kind]
    const after = this.#ends[kind].at(-1)
    const ids = this.#db.read
      .select({ id })
      .from(TABLES[kind])
      .where(after === undefined ? undefined : gt(id, after))
      .orderBy(id)
      .limit(this.#pieceRows)
      .as('ids')
    const [row] = await this.#db.read
      .select({ count: sql<number>`count(*)::int`, last: sql<string | null>`(max(${ids.id}::text))` })
      .from(ids)
    return row !== undefined && row.count === this.#pieceRows ? row.last : null
  }

  #readPage({ kind, after, upTo }: SitemapPiece, limit: number): Promise<(SitemapEntry & { id: string })[]> {
    const { id } = TABLES[kind]
    const range: (SQL | undefined)[] = [
      after === null ? undefined : gt(id, after),
      upTo === null ? undefined : lte(id, upTo),
    ]
    if (kind === 'posts')
      return this.#db.read
        .select({ id, name: posts.id, updatedAt: posts.updatedAt })
        .from(posts)
        .where(and(isListed, ...range))
        .orderBy(id)
        .limit(limit)
    return this.#db.read
      .select({ id, name: sql<string>`${creators.handle}`, updatedAt: users.updatedAt })
      .from(creators)
      .innerJoin(users, sql`${users.id} = ${creators.id}`)
      .where(and(isNotNull(creators.handle), ...range))
      .orderBy(id)
      .limit(limit)
  }
}

const TABLES = { creators, posts }

const sitemaps = new WeakMap<object, Sitemap>()

/** The one of this database, with what it knows already. */
export function sitemapOf(db: Database): Sitemap {
  const known = sitemaps.get(db) ?? new Sitemap(db)
  sitemaps.set(db, known)
  return known
}
