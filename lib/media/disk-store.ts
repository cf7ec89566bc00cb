import { randomUUID } from 'node:crypto'
import { constants, copyFile, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { AppError } from '@/lib/errors'
import type { ByteRange, MediaStore, StoredFile } from './port'

/** Files below a folder. */
export class DiskStore implements MediaStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  put(key: string, bytes: Uint8Array): Promise<void> {
    return writeWhole(this.#path(key), (draft) => writeFile(draft, bytes))
  }

  putFile(key: string, path: string): Promise<void> {
    return writeWhole(this.#path(key), (draft) => copyFile(path, draft, constants.COPYFILE_FICLONE))
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
    for (const draft of await draftsOf(path)) await rm(draft, { force: true })
  }

  async signedUrl(): Promise<null> {
    return null
  }

  async *list(beginning = ''): AsyncIterable<StoredFile> {
    // One that has the whole id says where it lies.
    const folders = beginning.includes('.')
      ? [basename(dirname(this.#path(beginning)))]
      : await namesIn(this.#folder)
    for (const folder of folders) {
      for (const key of await namesIn(join(this.#folder, folder))) {
        if (isDraft(key) || !key.startsWith(beginning)) continue
        const found = await stat(this.#path(key), { bigint: true }).catch(orMissing)
        if (found !== null) yield { key, size: Number(found.size), version: String(found.mtimeNs) }
      }
    }
  }

  /** The folder is made with the first file. */
  async ready(): Promise<boolean> {
    return true
  }

  #path(key: string): string {
    const [id = ''] = key.split('.', 1)
    // The last digits of a UUID v7 are random: they spread the files evenly.
    return join(this.#folder, id.slice(-2), key)
  }
}

/** Of each writer another: two may put the same at once. */
const newDraft = (path: string) => `${path}.${randomUUID()}.new`
const isDraft = (name: string) => name.endsWith('.new')

/** What crashes may have left. */
async function draftsOf(path: string): Promise<string[]> {
  const names = await namesIn(dirname(path))
  const isOfPath = (name: string) => name.startsWith(`${basename(path)}.`) && isDraft(name)
  return names.filter(isOfPath).map((name) => join(dirname(path), name))
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(orMissing)) ?? []
}

/** Under a name of its own first: a crash leaves no half file where a whole one is expected. */
async function writeWhole(path: string, write: (draft: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = newDraft(path)
  await write(draft)
  const file = await open(draft, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

function orMissing(error: NodeJS.ErrnoException): null {
  if (error.code !== 'ENOENT') throw error
  return null
}

function refuseMissing(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOENT') throw error
  throw new AppError('not_found', { detail: 'The file is gone.', cause: error })
}
