import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Far longer than a request may take. */
const OLD_MS = 60 * 60 * 1_000

/** Files of uploads that arrive in parts, under the ids of the uploads. What is written is there after a killed process. */
export class IncomingFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  path(id: string): string {
    return join(this.#folder, id)
  }

  async create(id: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const file = await open(this.path(id), 'wx', 0o600)
    await file.close()
  }

  /** How much has arrived; null where there is no such file. */
  async size(id: string): Promise<number | null> {
    const found = await stat(this.path(id)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    return found?.size ?? null
  }

  /** Puts these bytes behind the first `offset`, as they come; what came before `bytes` failed is kept. */
  async write(id: string, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const file = await open(this.path(id), 'r+')
    let at = offset
    try {
      for await (const chunk of bytes) {
        // A disk may take less than it is given.
        for (let from = 0; from < chunk.length; ) {
          const { bytesWritten } = await file.write(chunk, from, chunk.length - from, at)
          from += bytesWritten
          at += bytesWritten
        }
      }
    } finally {
      await file.close()
    }
  }

  async remove(id: string): Promise<void> {
    await rm(this.path(id), { force: true })
  }

  /** What nobody can be writing any more. */
  async removeOld(name: string): Promise<void> {
    const found = await stat(this.path(name)).catch(() => null)
    if (found !== null && found.mtimeMs < Date.now() - OLD_MS) await this.remove(name)
  }

  /**
   * Has something made of an upload in a file that is there until it is kept: each time in another one, as a process that
   * was taken for dead may still write.
   */
  async withWorkFile<T>(id: string, work: (path: string) => Promise<T>): Promise<T> {
    const name = `${id}.${randomUUID()}`
    try {
      return await work(this.path(name))
    } finally {
      await this.remove(name)
    }
  }

  /** What killed processes have left of their work on an upload; one that still writes it does so in vain. */
  async removeWork(id: string): Promise<void> {
    for (const name of await this.names()) if (name.startsWith(`${id}.`)) await this.remove(name)
  }

  /** Of all that lies here: ids of uploads, and what is made of them. */
  async names(): Promise<string[]> {
    return readdir(this.#folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
  }
}
