import * as z from 'zod'
import { Id } from './common'

export const MediaKind = z.enum(['image', 'video', 'audio'])
export type MediaKind = z.infer<typeof MediaKind>

const MEBIBYTE = 1024 ** 2

/** How large an upload by parts may be. */
export const UPLOAD_BYTES_MAX: Record<MediaKind, number> = {
  image: 30 * MEBIBYTE,
  audio: 512 * MEBIBYTE,
  video: 2_048 * MEBIBYTE,
}

/** In so many lines a film is kept, as far as it has them. */
export const FILM_LINES = [480, 1080] as const
export type FilmLines = (typeof FILM_LINES)[number]

/** Film and sound are `processing` until they can be played; what readers may have is `ready`. */
export const MediaState = z.enum(['processing', 'ready', 'failed'])
export type MediaState = z.infer<typeof MediaState>

/**
 * Why film or sound could not be made ready; said when it is sent, where it can be known by then. `no_room`: of its owner's;
 * `not_made`: it was tried again and again, and something here was in the way each time.
 */
export const MediaFailure = z.enum([
  'unknown_kind',
  'damaged',
  'not_playable',
  'too_large',
  'too_long',
  'too_much',
  'no_room',
  'not_made',
])
export type MediaFailure = z.infer<typeof MediaFailure>

/** What became of something uploaded, for its owner: `GET /api/media/{id}/status`. */
export const MediaStatus = z.object({
  id: Id,
  kind: MediaKind,
  state: MediaState,
  /** Of what has failed. */
  failure: MediaFailure.nullable(),
  /** In pixels, as it is shown; 0 for sound, and for film until that is known. */
  width: z.int(),
  height: z.int(),
  /** Null for images, and until it is known. */
  durationMs: z.int().nullable(),
  /** What all of it takes in the store, and of the owner’s room. */
  bytes: z.int(),
})
export type MediaStatus = z.infer<typeof MediaStatus>

/** One of the files a player may choose from. */
export const MediaSource = z.object({
  url: z.string(),
  /** As in `Content-Type`. */
  mime: z.string(),
  /** In pixels; 0 for sound. */
  width: z.int(),
  height: z.int(),
})
export type MediaSource = z.infer<typeof MediaSource>

/** Languages of captions, as BCP 47 writes them: `en`, `pt-br`. */
export const CaptionsLang = z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$/)

/** What a player needs beside the public card, for readers who have the post open. */
export const Playable = z.object({
  /** The largest first. */
  sources: z.array(MediaSource),
  /** Address of a still of the film, in all widths of pictures by `?w=`; null for sound, and where none was made. */
  poster: z.string().nullable(),
  /** How loud it is from beginning to end, each 0 to 100, at most 200; null where it is not known. */
  waveform: z.array(z.int()).nullable(),
  captions: z.array(z.object({ lang: CaptionsLang, url: z.string() })),
})
export type Playable = z.infer<typeof Playable>
