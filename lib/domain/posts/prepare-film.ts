import { and, eq } from 'drizzle-orm'
import { media } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import { isAppError } from '@/lib/errors'
import { deleteMedia } from '@/lib/media/film-files'
import { MediaFailure } from '@/lib/schema/media'
import { type FilmChange, type FilmRow, type FilmRun, makeFilm, type PrepareContext } from './make-film'
import { requireStatus } from './media-status'
import { readCard } from './post-views'

interface Wanted {
  mediaId: string
  uploadId: string
}

/**
 * Makes film or sound ready that was sent as this upload, and tells its owner and the readers of its post. Each file is kept
 * as soon as it is made: done again, or gone on with after a crash, only what is missing is made. Throws what `signal`
 * was aborted with, and what has nothing to do with its content.
 */
export async function prepareFilm(
  context: PrepareContext,
  { mediaId, uploadId }: Wanted,
  run: FilmRun,
): Promise<void> {
  const { db, incoming } = context
  await incoming.removeWork(uploadId)
  const row = await db.transact((tx) => begin(tx, mediaId, run))
  try {
    if (row?.state === 'processing') {
      const change = await makeFilm(context, row, uploadId, run).catch(failureOf)
      await db.transact(async (tx) => {
        await run.hold(tx)
        await settle(tx, mediaId, change)
      })
    }
  } finally {
    await leaveNothingOfDeleted(context, mediaId)
  }
  await incoming.remove(uploadId)
}

/** What was given up is waited for again. */
async function begin(tx: Tx, id: string, run: FilmRun): Promise<FilmRow | undefined> {
  await run.hold(tx)
  const [row] = await tx.sql.select().from(media).where(eq(media.id, id))
  if (row?.failure !== 'not_made') return row
  const [waited] = await tx.sql
    .update(media)
    .set({ state: 'processing', failure: null })
    .where(eq(media.id, id))
    .returning()
  tx.emit('media_updated', await requireStatus(tx.sql, id), { ownerId: row.ownerId })
  return waited
}

/** Deleted meanwhile, and its files before that: what was put since nobody knows of. */
async function leaveNothingOfDeleted({ db, store }: PrepareContext, id: string): Promise<void> {
  const [row] = await db.read.select({ id: media.id }).from(media).where(eq(media.id, id))
  if (row === undefined) await deleteMedia(store, { id, mediaKind: 'video', captions: [] })
}

/** It was tried for the last time: nobody waits for it any more. */
export async function giveUpFilm(tx: Tx, mediaId: string): Promise<void> {
  await settle(tx, mediaId, { state: 'failed', failure: 'not_made' })
}

/** What is refused by its content, or for want of room, has failed; all else is tried again. */
function failureOf(error: unknown): FilmChange {
  if (isAppError(error) && error.code === 'media_quota_reached')
    return { state: 'failed', failure: 'no_room' }
  if (!isAppError(error) || error.code !== 'unsupported_media') throw error
  const failure = MediaFailure.safeParse(error.reason)
  return { state: 'failed', failure: failure.success ? failure.data : 'damaged' }
}

/** Says what came of it, where it was still waited for. */
async function settle(tx: Tx, id: string, change: FilmChange): Promise<void> {
  const [row] = await tx.sql
    .update(media)
    .set(change)
    .where(and(eq(media.id, id), eq(media.state, 'processing')))
    .returning({ ownerId: media.ownerId, postId: media.postId })
  if (row === undefined) return
  const status = await requireStatus(tx.sql, id)
  tx.emit('media_updated', status, { ownerId: row.ownerId })
  const card = row.postId === null ? null : await readCard(tx.sql, row.postId)
  if (card !== null && status.state === 'ready') tx.emit('post_updated', { post: card }, {})
}
