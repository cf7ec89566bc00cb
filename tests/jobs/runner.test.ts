import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '@/lib/db/database'
import { newId } from '@/lib/db/ids'
import { jobs } from '@/lib/db/tables/jobs'
import type { Handlers, Job } from '@/lib/jobs/job'
import { listJobs, retryFailed } from '@/lib/jobs/list'
import { claimJob, holdJob, releaseJob, repeatJob } from '@/lib/jobs/queue'
import { type JobResult, startRunner } from '@/lib/jobs/runner'
import { noFilms, noMedia, noPictures } from '@/tests/support/app/no-media'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'

let data: TestDatabase
let db: Database
let stops: (() => Promise<void>)[]
beforeAll(async () => {
  data = await createTestDatabase()
  db = await openDatabase({ url: data.env.DATABASE_URL, folder: data.env.DATA_DIR ?? '' })
})
afterAll(async () => {
  await db.close()
  await data.remove()
})
beforeEach(() => {
  stops = []
})
afterEach(async () => {
  for (const stop of stops) await stop()
  await db.transact((tx) => tx.sql.delete(jobs))
})

const quiet = { info() {}, warn() {}, error() {} }

type Tell = (job: Job<'tell-followers'>) => Promise<'done' | 'paused'>

/** Runs jobs as a process would; what telling followers does is said by the test. Answers what came of each run. */
function run(tell: Tell): JobResult[] {
  const results: JobResult[] = []
  const nothing = async () => 'done' as const
  const handlers: Handlers = {
    'tell-followers': (_context, job) => tell(job),
    'publish-post': nothing,
    'remind-of-ends': nothing,
    'clear-account': nothing,
    'trim-events': nothing,
    'delete-unused-media': nothing,
    'trim-notifications': nothing,
    'count-purchases': nothing,
    'fill-post-authors': nothing,
    'trim-request-keys': nothing,
    'trim-views': nothing,
    'remake-previews': nothing,
    'prepare-film': nothing,
    'clear-uploads': nothing,
  }
  stops.push(
    startRunner({
      context: { db, now: () => new Date(), store: noMedia, pictures: noPictures, ...noFilms },
      handlers,
      log: quiet,
      observe: (_kind, result) => results.push(result),
      pauseAfter: () => 0,
    }),
  )
  return results
}

const enqueue = (postId = newId()) =>
  db.transact(async (tx) => tx.enqueue('tell-followers', { postId, after: null }))

const remaining = () => listJobs(db.read, 100)

it('is done at once after its cause is committed, and then gone', async () => {
  const told: string[] = []
  run(async ({ params }) => {
    told.push(params.postId)
    return 'done'
  })
  const postId = newId()
  await enqueue(postId)
  await vi.waitFor(() => expect(told).toEqual([postId]), 5_000)
  await vi.waitFor(async () => expect(await remaining()).toEqual([]), 5_000)
})

it('does not exist when its cause is rolled back', async () => {
  const told: string[] = []
  run(async ({ params }) => {
    told.push(params.postId)
    return 'done'
  })
  const failing = db.transact(async (tx) => {
    tx.enqueue('tell-followers', { postId: newId(), after: null })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await remaining()).toEqual([])
  const later = newId()
  await enqueue(later)
  await vi.waitFor(() => expect(told).toEqual([later]), 5_000)
})

it('is done by one process at a time, each once', async () => {
  const told: string[] = []
  const tell: Tell = async ({ params }) => {
    told.push(params.postId)
    return 'done'
  }
  run(tell)
  run(tell)
  const postIds = Array.from({ length: 40 }, () => newId())
  await Promise.all(postIds.map((postId) => enqueue(postId)))
  await vi.waitFor(async () => expect(await remaining()).toEqual([]), 10_000)
  expect(told.toSorted()).toEqual(postIds.toSorted())
})

it('is tried again after a failure, and given up for all to see after ten, until somebody says otherwise', async () => {
  let fails = true
  const results = run(async () => {
    if (fails) throw new Error('the cause\nand what is nobody’s business')
    return 'done'
  })
  await enqueue()
  await vi.waitFor(() => expect(results.at(-1)).toBe('failed'), 20_000)
  expect(results).toEqual([...Array(9).fill('retried'), 'failed'])
  const [failed] = await remaining()
  expect(failed).toMatchObject({ state: 'failed', attempts: 10, lastError: 'the cause' })

  fails = false
  expect(await db.transact((tx) => retryFailed(tx, newId()))).toBe(0)
  expect(await db.transact((tx) => retryFailed(tx, failed?.id ?? ''))).toBe(1)
  await vi.waitFor(async () => expect(await remaining()).toEqual([]), 5_000)
  expect(results.at(-1)).toBe('done')
})

it('goes on from what was saved when whoever had it is gone, and the one who lost it can save no more', async () => {
  const postId = newId()
  const after = newId()
  await enqueue(postId)
  const lost = await claimJob(db, ['tell-followers'])
  if (lost === null) throw new Error('there was no job')
  // Its holder is silent until the lease is over.
  await db.transact((tx) =>
    tx.sql
      .update(jobs)
      .set({ lockedUntil: new Date(0), params: { postId, after } })
      .where(eq(jobs.id, lost.id)),
  )
  const seen: unknown[] = []
  let refused: unknown
  run(async (job) => {
    seen.push(job.params)
    await db.transact((tx) => job.save(tx, { postId, after: postId }))
    // A third one takes it from this one.
    await db.transact((tx) => tx.sql.update(jobs).set({ attempts: 7 }).where(eq(jobs.id, lost.id)))
    refused = await db.transact((tx) => job.save(tx, { postId, after })).catch((error: unknown) => error)
    return 'done'
  })
  await vi.waitFor(() => expect(refused).toBeInstanceOf(Error), 5_000)
  expect(seen).toEqual([{ postId, after }])
  expect((await remaining())[0]?.params).toEqual({ postId, after: postId })
})

it('is left to others by a process that goes down, where it stands', async () => {
  const started: string[] = []
  run(async (job) => {
    started.push(job.params.postId)
    await vi.waitFor(async () => expect(await job.stopping()).toBe(true), 10_000)
    return 'paused'
  })
  const postId = newId()
  await enqueue(postId)
  await vi.waitFor(() => expect(started).toEqual([postId]), 5_000)
  await stops.pop()?.()
  expect(await remaining()).toMatchObject([{ state: 'waiting', params: { postId, after: null } }])
})

it('is no longer held by one that was silent, also after whoever took it has left it to others', async () => {
  const [postId, after] = [newId(), newId()]
  await enqueue(postId)
  const take = async () => {
    const job = await claimJob(db, ['tell-followers'])
    if (job === null) throw new Error('there was no job')
    return job
  }
  const silent = await take()
  await db.transact((tx) => tx.sql.update(jobs).set({ lockedUntil: new Date(0) }))
  const next = await take()
  expect(await db.transact((tx) => holdJob(tx, next, { postId, after }))).toBe(true)
  await db.transact((tx) => releaseJob(tx, next))
  for (const job of [silent, next])
    expect(await db.transact((tx) => holdJob(tx, job, { postId, after: null }))).toBe(false)
  await take()
  expect(await db.transact((tx) => holdJob(tx, silent, { postId, after: null }))).toBe(false)
  expect(await remaining()).toMatchObject([{ state: 'running', params: { postId, after } }])
})

it('is not given up because the processes that had it went down one after the other', async () => {
  await enqueue()
  for (let restarts = 0; restarts < 12; restarts += 1) {
    let isStarted = false
    const results = run(async (job) => {
      isStarted = true
      await vi.waitFor(async () => expect(await job.stopping()).toBe(true), 10_000)
      return 'paused'
    })
    await vi.waitFor(() => expect(isStarted).toBe(true), 5_000)
    await stops.pop()?.()
    expect(results).toEqual([])
  }
  expect(await remaining()).toMatchObject([{ state: 'waiting', attempts: 0, lastError: null }])
})

it('that is repeated is there once, whoever asks for it, and waits for its next time', async () => {
  run(async () => 'done')
  for (const _process of ['one', 'another'])
    await db.transact((tx) => repeatJob(tx, 'remind-of-ends', {}, 3600))
  await vi.waitFor(async () => {
    const [job, ...others] = await remaining()
    expect(others).toEqual([])
    expect(job).toMatchObject({ kind: 'remind-of-ends', state: 'waiting', attempts: 0 })
    expect(job?.runAt.getTime()).toBeGreaterThan(Date.now() + 3_000_000)
  }, 5_000)
})
