import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { FilmFile } from '@/lib/db/tables/content'
import type { MediaKind, MediaSource, MediaState } from '@/lib/schema/media'
import type { MediaPreview, PostContent } from '@/lib/schema/posts'

/** A medium of a post, as a query over posts brings it along. */
export interface MediaRow {
  id: string
  kind: MediaKind
  width: number
  height: number
  placeholder: string | null
  alt: string
  /** Null for images. */
  film: {
    state: MediaState
    durationMs: number | null
    hasPoster: boolean
    files: FilmFile[]
    waveform: number[] | null
    captions: string[]
  } | null
}

/** All media of a post, in their order. */
export function postMedia(postId: SQLWrapper): SQL<MediaRow[]> {
  return sql<MediaRow[]>`(
    select coalesce(json_agg(json_build_object(
      'id', m.id, 'kind', m.media_kind, 'width', m.width, 'height', m.height, 'placeholder', m.placeholder, 'alt', m.alt,
      'film', case when m.media_kind <> 'image' then json_build_object(
        'state', m.state, 'durationMs', m.duration_ms, 'hasPoster', m.has_poster, 'files', m.film_files,
        'waveform', m.waveform, 'captions', m.captions) end) order by m.place), '[]')
    from media m where m.post_id = ${postId})`
}

export function isReady({ film }: MediaRow): boolean {
  return film === null || film.state === 'ready'
}

/** What everybody may know of it. */
export function toPreview({ id, kind, width, height, placeholder, film }: MediaRow): MediaPreview {
  const preview = film === null || film.hasPoster ? `/api/media/${id}/preview` : null
  const shown = { id, kind, width, height, preview, placeholder }
  return film === null ? shown : { ...shown, durationMs: film.durationMs }
}

/** What it takes to show or play it, for who has its post open. */
export function toOpenMedia({ id, kind, width, height, alt, film }: MediaRow): PostContent['media'][number] {
  const url = `/api/media/${id}`
  if (film === null) return { id, url, alt }
  return {
    id,
    url,
    alt,
    kind,
    width,
    height,
    durationMs: film.durationMs,
    sources: film.files.map((file) => toSource(url, file)),
    poster: film.hasPoster ? `${url}?w=960` : null,
    waveform: film.waveform,
    captions: film.captions.map((lang) => ({ lang, url: `${url}/captions/${lang}` })),
    ...(film.state !== 'ready' && { state: film.state }),
  }
}

function toSource(url: string, { name, mime, width, height }: FilmFile): MediaSource {
  const query = name === 'source' ? '' : name === 'sound' ? '?sound=1' : `?lines=${name}`
  return { url: url + query, mime, width, height }
}
