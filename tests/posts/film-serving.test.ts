import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { media } from '@/lib/db/tables/content'
import { AppError } from '@/lib/errors'
import type { MediaState } from '@/lib/schema/media'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { DAY } from '@/tests/support/app/clock'
import { sendFilm, smallMp4, statusOf } from '@/tests/support/app/films'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'

let app: TestApp
let author: Creator
let reader: Person
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  author = await makeCreator(app, { tiers: { basic: 5_000_000n } })
  reader = await signIn(app)
})
afterAll(() => app.close())

async function sendReady(film: Buffer): Promise<string> {
  const id = await sendFilm(author, film)
  await vi.waitFor(async () => expect(await statusOf(author, id)).toMatchObject({ state: 'ready' }), {
    timeout: 20_000,
  })
  return id
}

const VTT = 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n'
const addCaptions = (id: string) =>
  author.api.call('PUT', `/api/media/${id}/captions/en`, VTT, { 'content-type': 'text/vtt' })

it('gives nothing of a film to readers until it is ready, also where a part of it is made', async () => {
  const id = await sendReady(smallMp4())
  await makePost(author, { mediaIds: [id] })
  await addCaptions(id)
  const paths = [`/api/media/${id}`, `/api/media/${id}?lines=480`, `/api/media/${id}/captions/en`]
  const become = (state: MediaState) =>
    app.app.db.transact((tx) => tx.sql.update(media).set({ state }).where(eq(media.id, id)))
  for (const state of ['processing', 'failed'] as const) {
    await become(state)
    for (const path of paths) (await reader.api.get(path)).problem('not_found')
  }
  await become('ready')
  for (const path of paths) expect((await reader.api.get(path)).status).toBe(200)
})

it('frees captions together with their file, or not at all', async () => {
  const id = await sendReady(smallMp4())
  await addCaptions(id)
  const path = `/api/media/${id}/captions/en`
  const deleting = vi.spyOn(app.app.store, 'delete').mockRejectedValueOnce(new AppError('unavailable'))
  ;(await author.api.delete(path)).problem('unavailable')
  deleting.mockRestore()
  expect((await author.api.get(path)).text).toBe(VTT)
  expect((await author.api.delete(path)).status).toBe(204)
  ;(await author.api.get(path)).problem('not_found')
  await expect(app.app.store.size(`${id}.en.vtt`)).rejects.toMatchObject({ code: 'not_found' })
})

it('does not give the rest of a film to who may no longer have it', async () => {
  // More than lies on its way between the two.
  const film = smallMp4({ bytes: 64 * 1024 ** 2 })
  const id = await sendReady(film)
  await makePost(author, { mediaIds: [id], minTier: 'basic' })
  await fund(reader)
  await buy(reader, { kind: 'subscription', creatorId: author.id, tier: 'basic' })
  const answer = await fetch(`${app.url}/api/media/${id}`, {
    headers: { authorization: `Bearer ${reader.token}`, range: 'bytes=0-' },
  })
  expect([answer.status, answer.headers.get('content-length')]).toEqual([206, String(film.length)])
  const body = answer.body?.getReader()
  let given = (await body?.read())?.value?.length ?? 0
  app.clock.advance(31 * DAY)
  const all = (async () => {
    for (;;) {
      const next = await body?.read()
      if (next?.done !== false) return
      given += next.value.length
    }
  })()
  await expect(all).rejects.toThrow()
  expect(given).toBeGreaterThan(0)
  expect(given).toBeLessThan(film.length / 2)
})
