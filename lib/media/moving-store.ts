import { isAppError } from '@/lib/errors'
import type { ByteRange, MediaStore, StoredFile } from './port'

/**
 * While media are moved from one store to another: everything new goes where they are moved to, and what is not there yet is
 * read where it was. Whoever moves puts a file to its new place before it goes at the old one, so each is at one of them at
 * every moment (decision 26).
 */
export class MovingStore implements MediaStore {
  readonly #to: MediaStore
  readonly #from: MediaStore

  constructor(to: MediaStore, from: MediaStore) {
    this.#to = to
    this.#from = from
  }

  put(key: string, bytes: Uint8Array): Promise<void> {
    return this.#replace(key, (store) => store.put(key, bytes))
  }

  putFile(key: string, path: string): Promise<void> {
    return this.#replace(key, (store) => store.putFile(key, path))
  }

  get(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    return this.#find((store) => store.get(key, range))
  }

  size(key: string): Promise<number> {
    return this.#find((store) => store.size(key))
  }

  /** Where it was first: whoever moves it looks there whether it still is, and takes back what they have put. */
  async delete(key: string): Promise<void> {
    await this.#from.delete(key)
    await this.#to.delete(key)
  }

  signedUrl(key: string, as: { seconds: number; mime: string }): Promise<string | null> {
    return this.#find(async (store) => {
      // An address would not say whether it is there.
      await store.size(key)
      return store.signedUrl(key, as)
    })
  }

  async *list(beginning?: string): AsyncIterable<StoredFile> {
    const listed = new Set<string>()
    for (const store of [this.#from, this.#to]) {
      for await (const file of store.list(beginning)) {
        if (!listed.has(file.key)) yield file
        listed.add(file.key)
      }
    }
  }

  async ready(): Promise<boolean> {
    const [to, from] = await Promise.all([this.#to.ready(), this.#from.ready()])
    return to && from
  }

  /** Moved after the first look and before the second, it is found by the third. */
  async #find<T>(look: (store: MediaStore) => Promise<T>): Promise<T> {
    for (const store of [this.#to, this.#from]) {
      const found = await look(store).catch(orMissing)
      if (found !== MISSING) return found
    }
    return look(this.#to)
  }

  /** What is not moved yet is replaced at both: whoever is moving it sees that it has changed, and moves it again. */
  async #replace(key: string, put: (store: MediaStore) => Promise<void>): Promise<void> {
    const isThere = (await this.#from.size(key).catch(orMissing)) !== MISSING
    if (isThere) await put(this.#from)
    await put(this.#to)
  }
}

const MISSING = Symbol('missing')

function orMissing(error: unknown): typeof MISSING {
  if (isAppError(error) && error.code === 'not_found') return MISSING
  throw error
}
