import { AppError, type Reason } from '@/lib/errors'
import type { Container } from './container'

/** What film or sound is, before anything of it is decoded. */
export interface FilmFacts {
  kind: 'video' | 'audio'
  container: Container
  mime: string
  /** In pixels, as it is shown; 0 for sound. */
  width: number
  height: number
  durationMs: number
  /** Whether what is in it is what browsers play, and no larger than it needs to be. */
  isForWeb: boolean
}

export function damagedFilm(cause?: unknown): AppError {
  return new AppError('unsupported_media', { reason: 'damaged', detail: 'The file is damaged.', cause })
}

/** Browsers do not play it, and here is nothing to convert it with. */
export function notPlayable(): AppError {
  return refused('not_playable', 'Save it as MP4 with H.264 and AAC, or as MP3, and choose that.')
}

/** It takes, or took, more than film and sound may take. */
export function tooMuchFilm(cause?: unknown): AppError {
  const detail = 'It takes too much to decode. Save it with fewer pixels.'
  return new AppError('unsupported_media', { reason: 'too_much', detail, cause })
}

/** Something outside it has ended what was done with it: the next time it may go well. */
export function interruptedFilm(cause: unknown): AppError {
  const detail = 'The machine could not go on with it. Nothing is lost; try again in a while.'
  return new AppError('unavailable', { detail, cause })
}

export function refused(reason: Reason, detail: string, extra?: Record<string, unknown>): AppError {
  return new AppError('unsupported_media', { reason, detail, extra })
}
