import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { AppError } from '@/lib/errors'
import type { ByteRange, MediaStore } from './port'

/** Files below a folder. */
export class DiskStore implements MediaStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  put(key: string, bytes: Uint8Array): Promise<void> {
    return writeWhole(this.#path(key), bytes)
  }

  async get(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    const file = await open(this.#path(key)).catch(refuseMissing)
    return Readable.toWeb(file.createReadStream(range)) as unknown as ReadableStream<Uint8Array>
  }

  async size(key: string): Promise<number> {
    return (await stat(this.#path(key)).catch(refuseMissing)).size
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key)
    await rm(path, { force: true })
    // A crash may have left one.
    await rm(draftOf(path), { force: true })
  }

  publicUrl(): null {
    return null
  }

  #path(key: string): string {
    const [id = ''] = key.split('.', 1)
    // The last digits of a UUID v7 are random: they spread the files evenly.
    return join(this.#folder, id.slice(-2), key)
  }
}

const draftOf = (path: string) => `${path}.new`

/** Under a name of its own first: a crash leaves no half file where a whole one is expected. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = draftOf(path)
  const file = await open(draft, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

function refuseMissing(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOENT') throw error
  throw new AppError('not_found', { detail: 'The image is gone.', cause: error })
}
