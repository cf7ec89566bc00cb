import type { FilmFacts } from './film/facts'
import type { FilmFileName } from './film-files'

/** Where film and sound are looked at, and made ready for the web: elsewhere than in the process that serves. */
export interface Films {
  /** By its content, decoding next to nothing of it. Throws `unsupported_media` for what cannot be taken here. */
  inspect(path: string): Promise<FilmFacts>
  /** What is to be made of it, the smallest first; `source`: nothing, as players are given it as it is. */
  plan(facts: FilmFacts): PlannedFile[]
  /**
   * Makes one of them into a file. Throws `unsupported_media` where its content does not allow it, and what `signal` was
   * aborted with.
   */
  make(source: FilmSource, file: PlannedFile, into: string, signal: AbortSignal): Promise<void>
  /** A still of it as JPEG; false where there is none to be had. */
  makeStill(source: FilmSource, into: string, signal: AbortSignal): Promise<boolean>
  /** How loud it is from beginning to end, 0 to 100; null where that cannot be had. */
  readWaveform(source: FilmSource, signal: AbortSignal): Promise<number[] | null>
}

export interface FilmSource {
  path: string
  facts: FilmFacts
}

export interface PlannedFile {
  name: FilmFileName
  mime: string
  /** In pixels, as it is shown; 0 for sound. */
  width: number
  height: number
  /** Its streams are taken as they are. */
  copies: boolean
}
