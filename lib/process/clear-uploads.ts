import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Far longer than an upload may take. */
const LEFT_BEHIND_MS = 60 * 60 * 1_000

/** Takes away what a process that was killed has left of its uploads; others may be receiving theirs here. */
export async function clearUploads(folder: string, now = Date.now()): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found !== null && found.mtimeMs < now - LEFT_BEHIND_MS) await rm(path, { force: true })
  }
}
