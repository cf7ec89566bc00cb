import { readFileSync, readlinkSync } from 'node:fs'

/** Who holds a folder, as the lock says. */
export interface LockOwner {
  pid: number
  /** Boot and start time of the process: a pid alone is used again, in a container even at once. */
  born: string
  /** Among whom its pid counts: the boot of the machine, and the namespace. Missing in locks of earlier releases. */
  space?: string
  /** The file that this was written to: in a copy it says nothing. Missing in those. */
  file?: string
}

export function describeSelf(): LockOwner & { space: string } {
  return { pid: process.pid, born: bornAt(process.pid), space: `${bootId()}/${namespace()}` }
}

/** Null for what is none, or half of one. */
export function readOwner(path: string): LockOwner | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockOwner | null
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError) return null
    throw error
  }
}

/** Of an earlier release it is not known, and taken for granted as those did. */
export function isCountedHere({ space }: LockOwner): boolean {
  return space === undefined || space === describeSelf().space
}

/** Whether a process that is counted here lives. */
export function isAlive({ pid, born }: LockOwner): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    if (!hasCode(error, 'EPERM')) return false
  }
  return bornAt(pid) === born
}

/** Empty where there is no /proc; then the pid alone decides. */
function bornAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Counted after the command name, which may itself hold spaces: proc_pid_stat(5). Field 3 is the state: one that was
    // killed and whose parent has not looked yet is dead all the same. Field 22 is the start.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' || state === 'X' ? 'dead' : `${bootId()}/${fields[18]}`
  } catch {
    return ''
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
