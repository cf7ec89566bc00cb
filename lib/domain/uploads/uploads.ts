import { and, eq, gt, isNull } from 'drizzle-orm'
import { ago } from '@/lib/db/clock'
import { newId } from '@/lib/db/ids'
import type { Reader } from '@/lib/db/reader'
import { uploads } from '@/lib/db/tables/uploads'
import type { Tx } from '@/lib/db/transaction'
import type { DomainContext, Viewer } from '@/lib/domain/context'
import { requireRoomFor } from '@/lib/domain/posts/media-room'
import { AppError } from '@/lib/errors'
import type { IncomingFiles } from '@/lib/media/incoming'
import { type MediaKind, UPLOAD_BYTES_MAX } from '@/lib/schema/media'

/** What is not whole by then is gone. */
export const UPLOAD_KEPT = '24 hours'
const KEPT_MS = 24 * 60 * 60 * 1_000
/** Each takes room on the disk for a day. */
const UNFINISHED_MAX = 20
const RETRY_SECONDS = 60

const isKept = gt(uploads.createdAt, ago(UPLOAD_KEPT))

export interface UploadContext extends DomainContext {
  incoming: IncomingFiles
  config: { mediaQuotaBytes: number }
}

export interface Upload {
  id: string
  ownerId: string
  length: number
  /** What its sender said of it, to the letter; null where that was nothing. */
  metadata: string | null
  /** What it has become. */
  mediaId: string | null
  expiresAt: Date
}

interface NewUpload {
  length: number
  name: string
  metadata: string | null
  /** As its sender calls it; null where that is not said. */
  kind: MediaKind | null
}

/**
 * Begins an upload. Throws `payload_too_large` for more than its kind may have, `media_quota_reached`,
 * `too_many_uploads` where its owner has many unfinished ones.
 */
export async function beginUpload(
  { db, incoming, config }: UploadContext,
  viewer: Viewer,
  { length, name, metadata, kind }: NewUpload,
): Promise<Upload> {
  requireSize(length, kind)
  const id = newId()
  // Its file first: an upload without one could never go on.
  await incoming.create(id)
  try {
    return await db.transact(async (tx) => {
      await requireRoomFor(tx, config, viewer, length)
      await requireFew(tx, viewer)
      const [row] = await tx.sql
        .insert(uploads)
        .values({ id, ownerId: viewer.userId, kind, name, metadata, length: BigInt(length) })
        .returning()
      return toUpload(row)
    })
  } catch (error) {
    await incoming.remove(id)
    throw error
  }
}

async function requireFew(tx: Tx, { userId }: Viewer): Promise<void> {
  const unfinished = await tx.sql
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(eq(uploads.ownerId, userId), isNull(uploads.mediaId), isKept))
  if (unfinished.length >= UNFINISHED_MAX)
    throw new AppError('too_many_uploads', {
      detail: `At most ${UNFINISHED_MAX} uploads may be unfinished.`,
      extra: { retryAfterSeconds: RETRY_SECONDS },
    })
}

/** Throws `payload_too_large`. */
export function requireSize(length: number, kind: MediaKind | null): void {
  const maxBytes = UPLOAD_BYTES_MAX[kind ?? 'video']
  if (length > maxBytes)
    throw new AppError('payload_too_large', { detail: `At most ${maxBytes} bytes.`, extra: { maxBytes } })
}

/** Throws `not_found`, also for somebody else's, and for one whose time is over. */
export async function requireUpload(reader: Reader, viewer: Viewer, id: string): Promise<Upload> {
  const [row] = await reader
    .select()
    .from(uploads)
    .where(and(eq(uploads.id, id), eq(uploads.ownerId, viewer.userId), isKept))
  return toUpload(row)
}

/** How much of it has arrived. Throws `not_found` where nothing of it is here. */
export async function arrivedOf(incoming: IncomingFiles, upload: Upload): Promise<number> {
  if (upload.mediaId !== null) return upload.length
  const size = await incoming.size(upload.id)
  if (size === null) throw noSuchUpload()
  return size
}

/** Gives it up; what it has become stays. */
export async function dropUpload({ db, incoming }: UploadContext, upload: Upload): Promise<void> {
  const dropped = await db.transact((tx) =>
    tx.sql
      .delete(uploads)
      .where(and(eq(uploads.id, upload.id), isNull(uploads.mediaId)))
      .returning({ id: uploads.id }),
  )
  if (dropped.length > 0) await incoming.remove(upload.id)
}

function toUpload(row: typeof uploads.$inferSelect | undefined): Upload {
  if (row === undefined) throw noSuchUpload()
  const { id, ownerId, length, metadata, mediaId, createdAt } = row
  return {
    id,
    ownerId,
    length: Number(length),
    metadata,
    mediaId,
    expiresAt: new Date(createdAt.getTime() + KEPT_MS),
  }
}

export function noSuchUpload(): AppError {
  return new AppError('not_found', { reason: 'no_such_upload', detail: 'There is no such upload.' })
}
