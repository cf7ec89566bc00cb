import { once } from 'node:events'
import { createWriteStream, existsSync, type WriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { StoredFile } from '@/lib/media/port'

/** What has been moved already, kept in a file, so that a move that was broken off goes on where it was. */
export class MoveJournal {
  readonly #moved: Map<string, string>
  readonly #file: WriteStream

  private constructor(moved: Map<string, string>, file: WriteStream) {
    this.#moved = moved
    this.#file = file
  }

  static async open(path: string): Promise<MoveJournal> {
    const moved = new Map<string, string>()
    if (existsSync(path)) {
      const file = await open(path)
      // The last line may be half a one.
      for await (const line of file.readLines()) {
        const [key = '', mark] = line.split('\t')
        if (mark !== undefined) moved.set(key, mark)
      }
    }
    const file = createWriteStream(path, { flags: 'a' })
    await once(file, 'open')
    file.write('\n')
    return new MoveJournal(moved, file)
  }

  /** Whether this, as it is now, was put and read back. */
  has(file: StoredFile): boolean {
    return this.#moved.get(file.key) === markOf(file)
  }

  add(file: StoredFile): void {
    this.#moved.set(file.key, markOf(file))
    this.#file.write(`${file.key}\t${markOf(file)}\n`)
  }

  async close(): Promise<void> {
    this.#file.end()
    await once(this.#file, 'close')
  }
}

/** Ends with a word, so that half of it is another. */
function markOf({ size, version }: StoredFile): string {
  return `${size} ${version} moved`
}
