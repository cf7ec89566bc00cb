import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isAppError } from '@/lib/errors'
import type { MediaStore, StoredFile } from '@/lib/media/port'
import type { MoveJournal } from './journal'
import { requireTwoPlaces } from './two-places'

/** Files on their way at once: most are small, and waited for. */
const AT_ONCE = 4
/** What changes again and again while it is copied is left for the next time. */
const TRIES = 5

export interface MoveContext {
  from: MediaStore
  to: MediaStore
  journal: MoveJournal
  /** For what is on its way. */
  folder: string
  /** Whether what has been moved goes where it was. */
  removes: boolean
  /** Hears of each file that is done. */
  done?: (moved: Moved) => void
}

export interface Moved {
  files: number
  bytes: number
  /** Of these, put there now. */
  copied: number
  /** Those that could not be moved, and why. */
  failed: { key: string; reason: string }[]
}

/**
 * Puts everything that is at one place to the other, and reads each back from there: it has the size and the hash that it
 * had. May be broken off at any moment, and begun again. Throws `OnePlace` where it would move everything onto itself, and
 * `unavailable` when a place does not answer.
 */
export async function moveMedia(context: MoveContext): Promise<Moved> {
  await requireTwoPlaces(context)
  const moved: Moved = { files: 0, bytes: 0, copied: 0, failed: [] }
  const there = new Map<string, number>()
  for await (const { key, size } of context.to.list()) there.set(key, size)
  const files = context.from.list()[Symbol.asyncIterator]()
  let isBroken = false
  const work = async () => {
    for (let next = await files.next(); !next.done && !isBroken; next = await files.next()) {
      await moveOne(context, next.value, there, moved)
      context.done?.(moved)
    }
  }
  const ends = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, () =>
      work().catch((error: unknown) => {
        isBroken = true
        throw error
      }),
    ),
  )
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return moved
}

async function moveOne(
  context: MoveContext,
  file: StoredFile,
  there: ReadonlyMap<string, number>,
  moved: Moved,
): Promise<void> {
  const { journal, removes, from } = context
  try {
    const isKnown = journal.has(file) && there.get(file.key) === file.size
    const copied = isKnown ? 'there already' : await copy(context, file, there.get(file.key) ?? null)
    if (copied === 'gone') return
    if (removes) await from.delete(file.key)
    moved.files += 1
    moved.bytes += file.size
    if (copied === 'copied') moved.copied += 1
  } catch (error) {
    if (isAppError(error) && error.code === 'unavailable') throw error
    moved.failed.push({ key: file.key, reason: error instanceof Error ? error.message : String(error) })
  }
}

/** Until it is there as it is here: the site may replace or delete it meanwhile. */
async function copy(
  { from, to, journal, folder }: MoveContext,
  listed: StoredFile,
  sizeThere: number | null,
): Promise<'copied' | 'there already' | 'gone'> {
  const { key } = listed
  let isOurs = false
  let file: StoredFile | null = listed
  for (let tried = 0; tried < TRIES && file !== null; tried += 1) {
    const path = join(folder, `${randomUUID()}.part`)
    let isWhole = false
    try {
      const hash = await fetchInto(path, from, file)
      isWhole = sizeThere === file.size && (await hasHash(to, file, hash))
      if (!isWhole) {
        isOurs = true
        await to.putFile(key, path)
        isWhole = await hasHash(to, file, hash)
      }
    } catch (error) {
      if (!isMissing(error)) throw error
    } finally {
      await rm(path, { force: true })
    }
    const now = await findFile(from, key)
    if (now?.version === file.version) {
      if (!isWhole) throw new Error('what was put there is not what was read')
      journal.add(file)
      return isOurs ? 'copied' : 'there already'
    }
    file = now
  }
  if (file !== null) throw new Error('it changes while it is copied')
  // Deleted while it was on its way: it is nowhere then.
  if (isOurs) await to.delete(key)
  return 'gone'
}

async function findFile(store: MediaStore, key: string): Promise<StoredFile | null> {
  for await (const file of store.list(key)) if (file.key === key) return file
  return null
}

/** Its hash, as it was read. */
async function fetchInto(path: string, store: MediaStore, { key, size }: StoredFile): Promise<string> {
  const hash = createHash('sha256')
  let bytes = 0
  const bytesOf = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  await pipeline(await iterate(store, key), bytesOf, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  if (bytes !== size) throw new Error(`${bytes} of ${size} bytes could be read`)
  return hash.digest('hex')
}

async function hasHash(store: MediaStore, { key, size }: StoredFile, hash: string): Promise<boolean> {
  try {
    if ((await store.size(key)) !== size) return false
    const sum = createHash('sha256')
    for await (const chunk of await iterate(store, key)) sum.update(chunk)
    return sum.digest('hex') === hash
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

const isMissing = (error: unknown) => isAppError(error) && error.code === 'not_found'

async function iterate(store: MediaStore, key: string): Promise<AsyncIterable<Uint8Array>> {
  return (await store.get(key)) as unknown as AsyncIterable<Uint8Array>
}
