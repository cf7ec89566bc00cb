import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, rmdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { ConfigError } from '@/lib/config'
import { beat, fileOf, isHeld } from './lock-life'
import { describeSelf, hasCode, type LockOwner, readOwner } from './lock-owner'

/** How long a take-over may last before its guard counts as left behind by a crash. */
const GUARD_STALE_MS = 5_000
const GUARD_RETRY_MS = 20

export class FolderLockedError extends Error {
  override name = 'FolderLockedError'
  constructor(folder: string, { pid, space }: LockOwner) {
    // A number means something among those who count alike.
    const where =
      space === undefined || space === describeSelf().space ? '' : ' of another container or machine'
    super(`DATA_DIR: ${folder} is in use by process ${pid}${where}; stop it first or choose another folder`)
  }
}

/**
 * Makes this process the only user of a folder until the returned function is called or the process ends, however
 * it ends, also among containers that do not see each other's processes. PGlite takes no lock of its own: two processes
 * on one folder lose data silently.
 * Throws `FolderLockedError` while another process lives that holds it, `ConfigError` when it cannot be written to.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const path = join(folder, 'lock')
  const draft = join(folder, `lock.${randomUUID()}`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(draft, '')
  } catch (error) {
    throw new ConfigError(
      `DATA_DIR: ${folder} cannot be written to: ${error instanceof Error ? error.message : error}`,
    )
  }
  const self = JSON.stringify({ ...describeSelf(), file: fileOf(draft) })
  try {
    while (!tryLink(draft, self, path)) {
      const owner = readOwner(path)
      if (owner !== null && (await isHeld(folder, owner))) throw new FolderLockedError(folder, owner)
      await removeStale(folder, owner)
    }
  } finally {
    unlinkSync(draft)
  }
  const stopBeating = beat(path, () => {
    // Not to be caught: two that write lose data, and this one must not write once more.
    throw new Error(`DATA_DIR: ${folder} was taken over by another process while this one stood still`)
  })
  return () => {
    stopBeating()
    rmSync(path, { force: true })
  }
}

/** A link appears with its whole content or not at all, unlike a file that is created and then written. */
function tryLink(draft: string, content: string, path: string): boolean {
  // Each time, as it must not look as if nobody had written to it for long.
  writeFileSync(draft, content)
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/** The guard folder keeps a second process from removing the fresh lock of the one that took over first. */
async function removeStale(folder: string, dead: LockOwner | null): Promise<void> {
  const path = join(folder, 'lock')
  const guard = `${path}.guard`
  try {
    mkdirSync(guard)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > GUARD_STALE_MS) rmSync(guard, { recursive: true, force: true })
    await delay(GUARD_RETRY_MS)
    return
  }
  try {
    if (isDeepStrictEqual(readOwner(path), dead)) rmSync(path, { force: true })
  } finally {
    rmdirSync(guard)
  }
}
