import { randomUUID } from 'node:crypto'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive, isCountedHere, type LockOwner } from './lock-owner'

const BEAT_MS = 1_000
/** Who shows no sign of life for so long is dead. */
const SILENT_MS = 6_000
const LOOK_MS = 200

/**
 * Shows those who can neither ask nor see this process that it lives. `onLost` is called when the lock is somebody
 * else's by now: this process was silent for too long. Returns the function that stops it.
 */
export function beat(path: string, onLost: () => void): () => void {
  const own = statSync(path).ino
  const timer = setInterval(() => {
    void touch(path, own)
      // The folder is away: so is what stands in it.
      .catch(() => true)
      .then((isOwn) => {
        if (!isOwn) onLost()
      })
  }, BEAT_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** By writing what stands there: then it is stamped by the clock of the files. Answers whether it is still that file. */
async function touch(path: string, own: number): Promise<boolean> {
  const file = await open(path, 'r+')
  try {
    const isOwn = (await file.stat()).ino === own
    if (isOwn) await file.write('{', 0)
    return isOwn
  } finally {
    await file.close()
  }
}

/** Whether the owner that a lock names lives: looked at where it can be seen, and watched where not. */
export async function isHeld(folder: string, owner: LockOwner): Promise<boolean> {
  // By its file it may be a copy, whose owner holds another folder: nobody writes to that.
  const isCopy = owner.file !== undefined && owner.file !== fileOf(join(folder, 'lock'))
  return isCountedHere(owner) && !isCopy ? isAlive(owner) : beats(folder)
}

/** Names a file among all. Null where there is none. */
export function fileOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.dev}/${found.ino}`
}

/** By one clock, that of the files: those of two machines may be apart. */
async function beats(folder: string): Promise<boolean> {
  const path = join(folder, 'lock')
  const last = changedAt(path)
  if (last === null) return false
  if (readClock(folder) - last > SILENT_MS) return false
  for (let waited = 0; waited < SILENT_MS; waited += LOOK_MS) {
    await delay(LOOK_MS)
    const now = changedAt(path)
    if (now === null) return false
    if (now !== last) return true
  }
  return false
}

function changedAt(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null
}

function readClock(folder: string): number {
  const path = join(folder, `lock.${randomUUID()}`)
  writeFileSync(path, '')
  const at = statSync(path).mtimeMs
  rmSync(path)
  return at
}
