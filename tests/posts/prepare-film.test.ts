import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '@/lib/db/database'
import { newId } from '@/lib/db/ids'
import { media } from '@/lib/db/tables/content'
import { jobs } from '@/lib/db/tables/jobs'
import { uploads } from '@/lib/db/tables/uploads'
import { removeForgotten } from '@/lib/domain/uploads/clear-uploads'
import { handlers, whenGivenUp } from '@/lib/jobs/handlers'
import { retryFailed } from '@/lib/jobs/list'
import { startRunner } from '@/lib/jobs/runner'
import { DiskStore } from '@/lib/media/disk-store'
import { damagedFilm } from '@/lib/media/film/facts'
import type { Films } from '@/lib/media/films'
import { IncomingFiles } from '@/lib/media/incoming'
import type { MediaStore } from '@/lib/media/port'
import type { FonanaEvent } from '@/lib/schema/events'
import { seedFollowers } from '@/tests/support/app/followers'
import { noPictures } from '@/tests/support/app/no-media'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'

const folder = mkdtempSync(join(tmpdir(), 'fonana-prepare-'))
const QUOTA = 10_000
let data: TestDatabase
let db: Database
let stops: (() => Promise<void>)[]
let told: FonanaEvent[]
beforeAll(async () => {
  data = await createTestDatabase()
  db = await openDatabase({ url: data.env.DATABASE_URL, folder: data.env.DATA_DIR ?? '' })
  db.onCommit((events) => told.push(...events))
})
afterAll(async () => {
  await db.close()
  await data.remove()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  stops = []
  told = []
})
afterEach(async () => {
  for (const stop of stops) await stop()
  await db.transact((tx) => tx.sql.delete(jobs))
})

const store = new DiskStore(join(folder, 'media'))
const incoming = new IncomingFiles(join(folder, 'incoming'))
const SOURCE = 'what was sent'
const MADE = 'what was made of it'

/** A process that makes film: as `ffmpeg` would, but for what a test says. Returns what stops it. */
function start({ kept = store, ...films }: Partial<Films> & { kept?: MediaStore } = {}): () => Promise<void> {
  const stop = startRunner({
    context: {
      db,
      now: () => new Date(),
      config: { mediaQuotaBytes: QUOTA },
      store: kept,
      incoming,
      pictures: noPictures,
      films: {
        inspect: async () => ({
          kind: 'video',
          container: 'mp4',
          mime: 'video/mp4',
          width: 640,
          height: 360,
          durationMs: 1_000,
          isForWeb: true,
        }),
        plan: () => [{ name: '480', mime: 'video/mp4', width: 640, height: 360, copies: true }],
        make: async (_source, _file, into) => writeFileSync(into, MADE),
        makeStill: async () => false,
        readWaveform: async () => null,
        ...films,
      },
    },
    handlers,
    whenGivenUp,
    log: { info() {}, warn() {}, error() {} },
    pauseAfter: () => 0,
  })
  stops.push(stop)
  return stop
}

/** A film that has been sent, and waits. */
async function send(): Promise<{ id: string; uploadId: string }> {
  const ownerId = await seedFollowers(db, 0)
  const [id, uploadId] = [newId(), newId()]
  await incoming.create(uploadId)
  writeFileSync(incoming.path(uploadId), SOURCE)
  await db.transact(async (tx) => {
    const film = { mediaKind: 'video', state: 'processing', filmBytes: BigInt(SOURCE.length) } as const
    const shape = { mime: 'video/mp4', width: 640, height: 360, bytes: 0 }
    await tx.sql.insert(media).values({ id, ownerId, ...shape, ...film })
    const upload = { name: 'film', length: BigInt(SOURCE.length) }
    await tx.sql.insert(uploads).values({ id: uploadId, ownerId, mediaId: id, ...upload })
    tx.enqueue('prepare-film', { mediaId: id, uploadId })
  })
  return { id, uploadId }
}

async function rowOf(id: string) {
  const [row] = await db.read.select().from(media).where(eq(media.id, id))
  return row
}

const becomes = (id: string, state: string) =>
  vi.waitFor(async () => expect((await rowOf(id))?.state).toBe(state), { timeout: 20_000 })

async function filesOf(id: string): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of store.list(id)) keys.push(key.slice(id.length + 1))
  return keys.toSorted()
}

/** A step that one process comes to a stop at. */
function gate() {
  let open = () => {}
  let reached = () => {}
  const isOpen = new Promise<void>((resolve) => {
    open = resolve
  })
  const isReached = new Promise<void>((resolve) => {
    reached = resolve
  })
  const pass = () => {
    reached()
    return isOpen
  }
  return { pass, open, isReached }
}

/** As one that is silent does. */
const loseLease = () => db.transact((tx) => tx.sql.update(jobs).set({ lockedUntil: new Date(0) }))

const READY = { state: 'ready', filmBytes: BigInt(SOURCE.length + MADE.length) }

it('is there once, whole, when a process that was taken for dead goes on after another has made it', async () => {
  const { pass, open, isReached } = gate()
  const stop = start({
    async make(_source, _file, into) {
      writeFileSync(into, 'the beginning of it')
      await pass()
      writeFileSync(into, MADE)
    },
  })
  const { id } = await send()
  await isReached
  await loseLease()
  start()
  await becomes(id, 'ready')
  const made = await filesOf(id)
  open()
  await stop()
  expect(made).toEqual(['480.bin', 'source.bin'])
  expect(await filesOf(id)).toEqual(made)
  const row = await rowOf(id)
  expect(row).toMatchObject(READY)
  expect(row?.filmFiles.map(({ name }) => name)).toEqual(['480'])
  expect(await new Response(await store.get(`${id}.480.bin`)).text()).toBe(MADE)
  expect(await incoming.names()).toEqual([])
  expect(told.filter(({ type }) => type === 'media_updated')).toHaveLength(1)
})

it('leaves nothing where it was deleted while a process was at it, whoever has its job by now', async () => {
  for (const isLost of [false, true]) {
    const { pass, open, isReached } = gate()
    const stop = start({
      async make(_source, _file, into) {
        await pass()
        writeFileSync(into, MADE)
      },
    })
    const { id, uploadId } = await send()
    await isReached
    await db.transact(async (tx) => {
      await tx.sql.delete(uploads).where(eq(uploads.id, uploadId))
      await tx.sql.delete(media).where(eq(media.id, id))
    })
    if (isLost) {
      await loseLease()
      start()
      await vi.waitFor(async () => expect(await db.read.select().from(jobs)).toEqual([]), { timeout: 20_000 })
    }
    open()
    await stop()
    expect(await filesOf(id)).toEqual([])
    expect(await incoming.names()).toEqual([])
  }
})

it('that was tried in vain again and again has failed, tells its owner so, and is made once somebody says so', async () => {
  let isBroken = true
  start({
    async make(_source, _file, into) {
      if (isBroken) throw new Error('no space left on device')
      writeFileSync(into, MADE)
    },
  })
  const { id, uploadId } = await send()
  await becomes(id, 'failed')
  expect(await rowOf(id)).toMatchObject({ failure: 'not_made', filmFiles: [] })
  expect(await db.read.select().from(jobs)).toMatchObject([{ attempts: 10, failedAt: expect.any(Date) }])
  const said = told.filter(({ type }) => type === 'media_updated')
  expect(said.map(({ data }) => data)).toMatchObject([{ id, state: 'failed', failure: 'not_made' }])
  // What was sent is not taken away as long as it can still be made.
  vi.useFakeTimers({ now: Date.now() + 2 * 3_600_000, toFake: ['Date'] })
  await removeForgotten(db, incoming)
  vi.useRealTimers()
  expect(existsSync(incoming.path(uploadId))).toBe(true)

  isBroken = false
  expect(await db.transact((tx) => retryFailed(tx, 'all'))).toBe(1)
  await becomes(id, 'ready')
  expect(await rowOf(id)).toMatchObject({ ...READY, failure: null })
})

it('is put into the store once, however often it is tried', async () => {
  const puts: string[] = []
  class Counting extends DiskStore {
    override putFile(key: string, path: string): Promise<void> {
      puts.push(key.split('.')[1] ?? '')
      return super.putFile(key, path)
    }
  }
  let tries = 0
  start({
    kept: new Counting(join(folder, 'media')),
    async make(_source, _file, into) {
      tries += 1
      if (tries < 3) throw new Error('not yet')
      writeFileSync(into, MADE)
    },
  })
  const { id } = await send()
  await becomes(id, 'ready')
  expect(puts).toEqual(['source', '480'])
})

it('fails where there is no room for it, and takes none', async () => {
  start({ make: async (_source, _file, into) => writeFileSync(into, Buffer.alloc(QUOTA)) })
  const { id } = await send()
  await becomes(id, 'failed')
  expect(await rowOf(id)).toMatchObject({ failure: 'no_room', filmBytes: BigInt(SOURCE.length) })
  expect(await filesOf(id)).toEqual(['source.bin'])
})

it('has no poster where none can be made', async () => {
  start({ makeStill: () => Promise.reject(damagedFilm()) })
  const { id } = await send()
  await becomes(id, 'ready')
  expect(await rowOf(id)).toMatchObject({ ...READY, hasPoster: false })
})
