/** In bytes from the first one on, both included. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * Bytes under keys, wherever they lie. A key is a name with extensions, as `image-files.ts` makes them; it comes from the
 * database, never from a request as it is.
 */
export interface MediaStore {
  /** Answers once all bytes are there to stay. Until then whoever asks for the key gets what was there before. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** The same from a file on this machine, which stays: for what is too large to be held in memory. */
  putFile(key: string, path: string): Promise<void>
  /** The whole, or a range that lies within it. Throws `not_found`. */
  get(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>
  /** In bytes. Throws `not_found`. */
  size(key: string): Promise<number>
  /** What is not there is gone already. */
  delete(key: string): Promise<void>
  /**
   * An address at which a reader whom the guard has let through gets it without us, for so long; null: from us alone. It
   * answers as `mime`, ranges too, and says nothing of whether the key is there.
   */
  signedUrl(key: string, as: { seconds: number; mime: string }): Promise<string | null>
  /** All whose keys begin so, in no order. What is put or deleted meanwhile may be among it or not. */
  list(beginning?: string): AsyncIterable<StoredFile>
  /** Whether it answers. */
  ready(): Promise<boolean>
}

export interface StoredFile {
  key: string
  size: number
  /** Another one once something else was put there. */
  version: string
}
