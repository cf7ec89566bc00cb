import { type MadePage, sizeOf } from './made-page'

interface Kept {
  /** What the page shows, as text. */
  shows: string
  page: MadePage
  /** Of the database, when it was last found to show what there is; null where that is not counted. */
  version: number | null
  until: number
  size: number
}

/** What passes by itself is seen to have passed after so long: how long ago something was. */
const KEPT_MS = 30_000
const KEPT_BYTES_MAX = 16 * 1024 * 1024

/**
 * Pages of visitors. One is handed out again when what it shows was read anew and is the same: that is right on every
 * database and however many processes there are. Where nobody else can write and nothing was written, not even that has
 * to be read. Many who ask for the same at the same time are one reading.
 */
export class KeptPages {
  readonly #kept = new Map<string, Kept>()
  readonly #underway = new Map<string, Promise<MadePage>>()
  readonly #version: () => number | null
  #size = 0

  constructor(version: () => number | null) {
    this.#version = version
  }

  /** Throws what `read` and `make` throw. */
  async find<R extends { shows: string }>(
    key: string,
    read: () => Promise<R>,
    make: (read: R) => Promise<MadePage>,
  ): Promise<MadePage> {
    const version = this.#version()
    const kept = this.#kept.get(key)
    if (kept !== undefined && version !== null && kept.version === version && kept.until > performance.now())
      return kept.page
    // What was asked for before a write that somebody knows of is not for them.
    const together = `${version} ${key}`
    const begun = version === null ? undefined : this.#underway.get(together)
    if (begun !== undefined) return begun
    const finding = this.#findAnew(key, version, read, make).finally(() => this.#underway.delete(together))
    if (version !== null) this.#underway.set(together, finding)
    return finding
  }

  *texts(): Iterable<string> {
    for (const [key, { shows, page }] of this.#kept) {
      yield key
      yield shows
      for (const part of page.parts) if (typeof part !== 'string') yield part.plain.toString()
    }
  }

  async #findAnew<R extends { shows: string }>(
    key: string,
    version: number | null,
    read: () => Promise<R>,
    make: (read: R) => Promise<MadePage>,
  ): Promise<MadePage> {
    const now = await read()
    const kept = this.#kept.get(key)
    if (kept?.shows === now.shows && kept.until > performance.now()) {
      kept.version = version
      return kept.page
    }
    const page = await make(now)
    this.#keep(key, now.shows, page, version)
    return page
  }

  #keep(key: string, shows: string, page: MadePage, version: number | null): void {
    const size = key.length + shows.length + sizeOf(page)
    this.#drop(key)
    if (this.#size + size > KEPT_BYTES_MAX) {
      this.#kept.clear()
      this.#size = 0
    }
    if (size > KEPT_BYTES_MAX) return
    this.#kept.set(key, { shows, page, version, until: performance.now() + KEPT_MS, size })
    this.#size += size
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key)
    if (kept === undefined) return
    this.#kept.delete(key)
    this.#size -= kept.size
  }
}
