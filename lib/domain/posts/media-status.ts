import { eq } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { media } from '@/lib/db/tables/content'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import type { MediaStatus } from '@/lib/schema/media'
import { noSuchMedia } from './media'
import { mayUseMedia } from './policy'

/** What became of something uploaded. Throws `not_found` for what is not the viewer's. */
export async function getMediaStatus(
  { db }: DomainContext,
  viewer: Viewer,
  id: string,
): Promise<MediaStatus> {
  const [row] = await readRow(db.read, id)
  if (row === undefined || !mayUseMedia(viewer, row)) throw noSuchMedia()
  return toStatus(row)
}

/** The same for whoever changes it. Throws `not_found`. */
export async function requireStatus(reader: Reader, id: string): Promise<MediaStatus> {
  const [row] = await readRow(reader, id)
  if (row === undefined) throw noSuchMedia()
  return toStatus(row)
}

function readRow(reader: Reader, id: string) {
  return reader.select(statusColumns).from(media).where(eq(media.id, id))
}

const statusColumns = {
  id: media.id,
  ownerId: media.ownerId,
  kind: media.mediaKind,
  state: media.state,
  failure: media.failure,
  width: media.width,
  height: media.height,
  durationMs: media.durationMs,
  bytes: media.bytes,
  filmBytes: media.filmBytes,
}

type StatusRow = Omit<MediaStatus, 'bytes'> & { ownerId: string; bytes: number; filmBytes: bigint }

function toStatus({ ownerId: _, bytes, filmBytes, ...row }: StatusRow): MediaStatus {
  return { ...row, bytes: bytes + Number(filmBytes) }
}
