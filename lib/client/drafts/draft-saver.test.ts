import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { offlineError, toApiError } from '@/lib/client/api/api-error'
import type { Post, PostFields } from '@/lib/schema/posts'
import { NOTHING_WRITTEN } from '@/tests/support/client/draft-desk'
import { DraftSaver, type DraftServer } from './draft-saver'

const WITHIN_MS = 2_000
/** Of a request there and back: what is left of the two seconds. */
const TRIP_MS = 450
const STROKES = 400

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** From 0 to 1, the same for the same seed. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

/** Has what arrives half a trip later; nothing arrives while the line is cut. */
class Site implements DraftServer {
  body = ''
  isCut = false
  lengthMax = Number.POSITIVE_INFINITY
  #version = 0

  create = (fields: Partial<PostFields>) => this.#take(fields)
  update = (_id: string, fields: Partial<PostFields>) => this.#take(fields)

  async #take({ body }: Partial<PostFields>): Promise<Post> {
    await this.#travel()
    if (body !== undefined && body.length > this.lengthMax)
      throw toApiError(400, { code: 'validation_failed' })
    this.body = body ?? this.body
    await this.#travel()
    this.#version += 1
    return { id: 'draft', status: 'draft', updatedAt: String(this.#version).padStart(9, '0') } as Post
  }

  async #travel(): Promise<void> {
    if (this.isCut) throw offlineError()
    await new Promise((resolve) => setTimeout(resolve, TRIP_MS / 2))
  }
}

const written = (body: string): PostFields => ({ ...NOTHING_WRITTEN, body })

it.each([1, 2, 3, 4, 5])('what the server has is never older than two seconds, seed %i', async (seed) => {
  const random = chances(seed)
  const site = new Site()
  const saver = new DraftSaver(site, { saved: null, attempt: null })
  const typed: { at: number; length: number }[] = []
  for (let length = 1; length <= STROKES; length += 1) {
    typed.push({ at: performance.now(), length })
    saver.write(written('x'.repeat(length)))
    // Mostly fast, now and then a thought.
    await vi.advanceTimersByTimeAsync(random() < 0.95 ? random() * 200 : random() * 3_000)
    const due = typed.findLast(({ at }) => at <= performance.now() - WITHIN_MS)
    expect(site.body.length, `after ${length} strokes`).toBeGreaterThanOrEqual(due?.length ?? 0)
  }
  saver.stop()
})

it('a stroke without a line asks for nothing at once', async () => {
  const site = new Site()
  const take = vi.spyOn(site, 'create')
  const saver = new DraftSaver(site, { saved: null, attempt: null })
  site.isCut = true
  saver.write(written('x'))
  await vi.advanceTimersByTimeAsync(WITHIN_MS)
  expect(saver.snapshot.state).toBe('failed')
  const tries = take.mock.calls.length
  for (let length = 2; length <= 20; length += 1) saver.write(written('x'.repeat(length)))
  await vi.advanceTimersByTimeAsync(0)
  expect(take.mock.calls.length).toBe(tries)
  site.isCut = false
  // What was sent first is sent first, and the rest after it.
  await vi.advanceTimersByTimeAsync(2 * WITHIN_MS)
  expect(site.body).toBe('x'.repeat(20))
  saver.stop()
})

it('what was mended while it was being refused is saved by itself', async () => {
  const site = new Site()
  site.lengthMax = 5
  const saver = new DraftSaver(site, { saved: null, attempt: null })
  saver.write(written('x'.repeat(6)))
  await vi.waitFor(() => expect(saver.snapshot.state).toBe('saving'))
  saver.write(written('x'.repeat(5)))
  await vi.advanceTimersByTimeAsync(2 * WITHIN_MS)
  expect(site.body).toBe('x'.repeat(5))
  // The same again is not asked for again and again.
  const take = vi.spyOn(site, 'update')
  saver.write(written('x'.repeat(7)))
  await vi.advanceTimersByTimeAsync(10 * WITHIN_MS)
  expect(saver.snapshot.state).toBe('refused')
  expect(take).toHaveBeenCalledTimes(1)
  saver.stop()
})
