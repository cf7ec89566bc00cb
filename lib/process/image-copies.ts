import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '@/lib/log'

/** Where Next keeps the pictures that it has made smaller: beside the pages, of a build in place, and in development. */
const FOLDERS = ['.next', '.next/dev']

/**
 * Empties what an earlier release let Next keep: copies of pictures, also of those that were locked or deleted since.
 * Nothing makes or serves any more of them (next.config.js), so that a folder that may not be written to stops no start.
 */
export async function dropImageCopies(pages: string | null, log: Log): Promise<void> {
  for (const folder of pages === null ? FOLDERS : [...FOLDERS, pages]) {
    const copies = join(folder, 'cache/images')
    await rm(copies, { recursive: true, force: true }).catch((err: unknown) =>
      log.warn({ err, copies }, 'old copies of pictures could not be deleted'),
    )
  }
}
