import { randomUUID } from 'node:crypto'
import {
  linkSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ConfigError } from '@/lib/config'

/** How long a take-over may last before its guard counts as left behind by a crash. */
const GUARD_STALE_MS = 5_000
const GUARD_RETRY_MS = 20

interface Owner {
  pid: number
  /** Boot and start time of the process: a pid alone is used again, in a container even at once. */
  born: string
}

export class FolderLockedError extends Error {
  override name = 'FolderLockedError'
  constructor(folder: string, pid: number) {
    super(`DATA_DIR: ${folder} is in use by process ${pid}; stop it first or choose another folder`)
  }
}

/**
 * Makes this process the only user of a folder until the returned function is called or the process ends, however
 * it ends. PGlite takes no lock of its own: two processes on one folder lose data silently.
 * Throws `FolderLockedError` while another process lives that holds it, `ConfigError` when it cannot be written to.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const path = join(folder, 'lock')
  const self: Owner = { pid: process.pid, born: bornAt(process.pid) }
  const draft = join(folder, `lock.${randomUUID()}`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(draft, JSON.stringify(self))
  } catch (error) {
    throw new ConfigError(
      `DATA_DIR: ${folder} cannot be written to: ${error instanceof Error ? error.message : error}`,
    )
  }
  try {
    while (!tryLink(draft, path)) {
      const owner = readOwner(path)
      if (owner !== null && isAlive(owner)) throw new FolderLockedError(folder, owner.pid)
      await removeStale(path)
    }
  } finally {
    unlinkSync(draft)
  }
  return () => rmSync(path, { force: true })
}

/** A link appears with its whole content or not at all, unlike a file that is created and then written. */
function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/** The guard folder keeps a second process from removing the fresh lock of the one that took over first. */
async function removeStale(path: string): Promise<void> {
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
    const owner = readOwner(path)
    if (owner === null || !isAlive(owner)) rmSync(path, { force: true })
  } finally {
    rmdirSync(guard)
  }
}

function readOwner(path: string): Owner | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError) return null
    throw error
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    if (!hasCode(error, 'EPERM')) return false
  }
  return bornAt(owner.pid) === owner.born
}

/** Empty where there is no /proc; then the pid alone decides. */
function bornAt(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Counted after the command name, which may itself hold spaces: proc_pid_stat(5). Field 3 is the state: one that was
    // killed and whose parent has not looked yet is dead all the same. Field 22 is the start.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' || state === 'X' ? 'dead' : `${boot}/${fields[18]}`
  } catch {
    return ''
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
