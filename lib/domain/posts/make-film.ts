import { stat } from 'node:fs/promises'
import { eq, sql } from 'drizzle-orm'
import { type FilmFile, media } from '@/lib/db/tables/content'
import type { Tx } from '@/lib/db/transaction'
import type { DomainContext } from '@/lib/domain/context'
import { isAppError } from '@/lib/errors'
import type { FilmFacts } from '@/lib/media/film/facts'
import { filmKey } from '@/lib/media/film-files'
import type { Films, PlannedFile } from '@/lib/media/films'
import { bytesOfImage, putImage } from '@/lib/media/image-files'
import type { IncomingFiles } from '@/lib/media/incoming'
import type { Pictures } from '@/lib/media/pictures'
import type { MediaStore } from '@/lib/media/port'
import { requireRoomFor } from './media-room'

export interface PrepareContext extends DomainContext {
  config: { mediaQuotaBytes: number }
  store: MediaStore
  incoming: IncomingFiles
  pictures: Pictures
  films: Films
}

/** By whom it is done: it may be taken for dead, and another one goes on then. */
export interface FilmRun {
  signal: AbortSignal
  /** Throws when another one has it by now: in each transaction that says what came of it. */
  hold(tx: Tx): Promise<void>
}

export type FilmRow = typeof media.$inferSelect

export type FilmChange = Partial<typeof media.$inferInsert>

/**
 * Makes all that is missing of a film, and keeps each part as soon as it is made. Answers what is known of it then. Throws
 * `unsupported_media`, `media_quota_reached`.
 */
export async function makeFilm(
  context: PrepareContext,
  row: FilmRow,
  uploadId: string,
  run: FilmRun,
): Promise<FilmChange> {
  const { store, incoming, films } = context
  const path = incoming.path(uploadId)
  await keepSource(store, row.id, path)
  const facts = await films.inspect(path)
  const work: Work = { context, row, uploadId, source: { path, facts }, run }
  if (facts.kind === 'video' && !row.hasPoster) await keepPoster(work)
  for (const planned of films.plan(facts)) await keepFile(work, planned)
  const waveform = facts.kind === 'audio' ? await films.readWaveform(work.source, run.signal) : null
  return { state: 'ready', waveform, width: facts.width, height: facts.height }
}

/** As it was sent. An earlier run may have kept it, whole as all that is kept: of the same size it is the same. */
async function keepSource(store: MediaStore, id: string, path: string): Promise<void> {
  const key = filmKey(id, 'source')
  const kept = await store.size(key).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') return null
    throw error
  })
  if (kept !== (await stat(path)).size) await store.putFile(key, path)
}

interface Work {
  context: PrepareContext
  row: FilmRow
  uploadId: string
  source: { path: string; facts: FilmFacts }
  run: FilmRun
}

/** Where no picture of it can be had, it has no poster. */
async function keepPoster({ context, row, uploadId, source, run }: Work): Promise<void> {
  const { db, store, incoming, films, pictures } = context
  const image = await incoming.withWorkFile(uploadId, async (still) => {
    try {
      const isThere = await films.makeStill(source, still, run.signal)
      return isThere ? await pictures.make(row.ownerId, still) : null
    } catch (error) {
      if (isAppError(error) && error.code === 'unsupported_media') return null
      throw error
    }
  })
  if (image === null) return
  const { placeholder } = image
  const bytes = bytesOfImage(image)
  await askForRoom(context, row, bytes)
  await putImage(store, row.id, image)
  await db.transact((tx) => note(tx, row.id, run, { hasPoster: true, placeholder, bytes }))
}

async function keepFile(work: Work, planned: PlannedFile): Promise<void> {
  const { context, row, run } = work
  const { copies: _, ...file } = planned
  if (row.filmFiles.some(({ name }) => name === file.name)) return
  // What was sent is there already.
  const bytes = file.name === 'source' ? 0 : await makeFile(work, planned)
  await context.db.transact((tx) => note(tx, row.id, run, keptFile(file, bytes)))
}

/** Answers how much it takes. Throws `media_quota_reached`. */
async function makeFile(
  { context, row, uploadId, source, run }: Work,
  planned: PlannedFile,
): Promise<number> {
  const { store, incoming, films } = context
  return incoming.withWorkFile(uploadId, async (made) => {
    await films.make(source, planned, made, run.signal)
    const { size } = await stat(made)
    await askForRoom(context, row, size)
    await store.putFile(filmKey(row.id, planned.name), made)
    return size
  })
}

/** Before anything is put. Throws `media_quota_reached` where its owner has no room for so much more. */
async function askForRoom(
  { db, config }: PrepareContext,
  { ownerId }: FilmRow,
  bytes: number,
): Promise<void> {
  await db.transact((tx) => requireRoomFor(tx, config, { userId: ownerId }, bytes))
}

/** The largest first. */
function keptFile(file: FilmFile, bytes: number) {
  return {
    filmFiles: sql`${JSON.stringify([file])}::jsonb || ${media.filmFiles}`,
    filmBytes: sql`${media.filmBytes} + ${bytes}::bigint`,
  }
}

async function note(
  tx: Tx,
  id: string,
  run: FilmRun,
  change: Parameters<ReturnType<Tx['sql']['update']>['set']>[0],
) {
  await run.hold(tx)
  await tx.sql.update(media).set(change).where(eq(media.id, id))
}
