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
  /** The whole, or a range that lies within it. Throws `not_found`. */
  get(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>
  /** In bytes. Throws `not_found`. */
  size(key: string): Promise<number>
  /** What is not there is gone already. */
  delete(key: string): Promise<void>
  /** Where everybody can get it without us; null: nowhere. */
  publicUrl(key: string): string | null
}
