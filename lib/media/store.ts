import { createReadStream } from 'node:fs'
import { mkdir, open, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { AppError } from '@/lib/errors'
import type { Image } from './image'

export type Variant = 'original' | 'preview'

export interface ServedImages {
  /** Size in bytes. Throws `not_found`. */
  size(id: string, variant: Variant): Promise<number>
  /** The bytes from `start` to `end`, both included. */
  stream(id: string, variant: Variant, range: { start: number; end: number }): ReadableStream<Uint8Array>
}

/** Images as files below a folder. Ids come from the database, never from a request as they are. */
export class DiskStore implements ServedImages {
  constructor(private readonly folder: string) {}

  async save(id: string, image: Image): Promise<void> {
    await Promise.all([
      writeWhole(this.path(id, 'original'), image.original),
      writeWhole(this.path(id, 'preview'), image.preview),
    ])
  }

  async size(id: string, variant: Variant): Promise<number> {
    try {
      return (await stat(this.path(id, variant))).size
    } catch (error) {
      throw new AppError('not_found', { detail: 'The image is gone.', cause: error })
    }
  }

  stream(
    id: string,
    variant: Variant,
    { start, end }: { start: number; end: number },
  ): ReadableStream<Uint8Array> {
    const file = createReadStream(this.path(id, variant), { start, end })
    return Readable.toWeb(file) as unknown as ReadableStream<Uint8Array>
  }

  private path(id: string, variant: Variant): string {
    // The last digits of a UUID v7 are random: they spread the files evenly.
    return join(this.folder, id.slice(-2), `${id}.${variant}.webp`)
  }
}

/** Under a name of its own first: a crash leaves no half image where a whole one is expected. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.new`
  const file = await open(draft, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}
