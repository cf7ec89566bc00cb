import type { FilmFile } from '@/lib/db/tables/content'
import type { FilmFacts } from '@/lib/domain/posts/media'
import { AppError } from '@/lib/errors'
import { Answer } from '@/lib/http/serving/answer'
import type { ApiRequest } from '@/lib/http/serving/request'
import { filmKey } from '@/lib/media/film-files'
import type { MediaStore } from '@/lib/media/port'
import { FILM_LINES, type FilmLines } from '@/lib/schema/media'
import { PRIVATE_CACHING, serveStored } from './stored'

/** So much is given before it is asked again whether its reader may have it: some seconds of a film. */
const ASKED_EVERY_BYTES = 8 * 1024 * 1024

/** What of a film is asked for. Throws `bad_request` for lines that none is kept in. */
export function readFilmWish({ query }: ApiRequest): FilmLines | 'sound' | null {
  if (query.get('sound') !== null) return 'sound'
  const asked = query.get('lines')
  if (asked === null) return null
  const lines = FILM_LINES.find((known) => String(known) === asked)
  if (lines === undefined)
    throw new AppError('bad_request', { detail: `lines: one of ${FILM_LINES.join(', ')}.` })
  return lines
}

/** Which of its files that is; undefined where there is none. */
export function chooseFile(
  { files, source }: FilmFacts,
  wish: FilmLines | 'sound' | null,
): FilmFile | undefined {
  if (wish === null) return source ?? files[0]
  if (wish === 'sound') return files.find(({ name }) => name === 'sound') ?? files[0]
  // The smallest that is enough: they are the largest first.
  return files.findLast(({ name }) => name === String(wish)) ?? files.findLast(isAtLeast(wish)) ?? files[0]
}

const isAtLeast =
  (lines: FilmLines) =>
  ({ width, height }: FilmFile) =>
    Math.min(width, height) >= lines

interface ServedFilm {
  id: string
  file: FilmFile
  /** Throws where its reader may not have it any more. */
  mayGoOn(): Promise<unknown>
}

/**
 * Answers with film or sound, or the asked range of it. Whether its reader may have it is asked with each request, and
 * during a long answer again and again: whoever may no more does not get the rest.
 */
export async function serveFilm(
  store: MediaStore,
  request: ApiRequest,
  { id, file, mayGoOn }: ServedFilm,
): Promise<Answer> {
  const { status, headers, body } = await serveStored(store, request, {
    key: filmKey(id, file.name),
    mime: file.mime,
    etag: `"${id}-${file.name}"`,
    caching: PRIVATE_CACHING,
    public: false,
  })
  if (body === null || typeof body === 'string') return new Answer(status, headers, body)
  return new Answer(status, headers, body.pipeThrough(guarded(mayGoOn)))
}

function guarded(mayGoOn: () => Promise<unknown>): TransformStream<Uint8Array, Uint8Array> {
  let given = 0
  return new TransformStream({
    async transform(chunk, controller) {
      given += chunk.length
      if (given >= ASKED_EVERY_BYTES) {
        given = 0
        await mayGoOn()
      }
      controller.enqueue(chunk)
    },
  })
}
