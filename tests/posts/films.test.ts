import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { media } from '@/lib/db/tables/content'
import { deleteUnusedMedia } from '@/lib/domain/posts/unused-media'
import { findFfmpeg } from '@/lib/media/film/ffmpeg/find'
import { Post } from '@/lib/schema/posts'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { ApiClient } from '@/tests/support/app/api-client'
import { DAY } from '@/tests/support/app/clock'
import { sendFilm, statusOf } from '@/tests/support/app/films'
import { addPicture } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

const commands = findFfmpeg(process.env.PATH ?? '')

describe.skipIf(commands === null)('a film of a post', () => {
  let app: TestApp
  let author: Creator
  let member: Person
  let anonymous: ApiClient
  let film: Buffer
  let folder: string
  beforeAll(async () => {
    app = await startTestApp({ env: { ...LONG_TOKENS, FFMPEG: 'on' } })
    author = await makeCreator(app, { tiers: { basic: 5_000_000n } })
    member = await signIn(app)
    anonymous = new ApiClient(app.url)
    folder = mkdtempSync(join(tmpdir(), 'fonana-film-'))
    const path = join(folder, 'film.mp4')
    const input = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=2', '-f', 'lavfi', '-i', 'sine=440:d=2']
    const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
    execFileSync(commands?.ffmpeg ?? '', ['-v', 'error', '-y', ...input, ...codecs, path])
    film = readFileSync(path)
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await app.close()
  })

  const settled = (id: string) =>
    vi.waitFor(async () => expect((await statusOf(author, id)).state).not.toBe('processing'), {
      timeout: 45_000,
    })

  it('is made ready, told of, and given in parts to members while they are', async () => {
    const socket = await connect(app, author)
    await socket.subscribe(`user:${author.id}`)
    const id = await sendFilm(author, film)
    const post = await makePost(author, { mediaIds: [id], minTier: 'basic' })
    expect(post.media).toEqual([])
    expect(post.content?.media).toMatchObject([{ id, kind: 'video', state: 'processing', sources: [] }])
    await settled(id)
    const status = await statusOf(author, id)
    expect(status).toMatchObject({ kind: 'video', state: 'ready', failure: null, width: 320, height: 180 })
    expect(status.bytes).toBeGreaterThan(film.length)
    const told = await socket.next('media_updated')
    expect(told.data).toEqual(status)
    socket.ws.close()

    const card = (await anonymous.get(`/api/posts/${post.id}`)).as(Post)
    expect(card.media).toEqual([
      {
        id,
        kind: 'video',
        width: 320,
        height: 180,
        durationMs: status.durationMs,
        preview: `/api/media/${id}/preview`,
        placeholder: expect.any(String),
      },
    ])
    expect(card.content).toBeUndefined()
    const preview = await anonymous.get(`/api/media/${id}/preview`)
    expect(await sharp(preview.bytes).metadata()).toMatchObject({ format: 'webp', width: 480 })
    for (const query of ['', '?lines=480', '?w=480'])
      (await anonymous.get(`/api/media/${id}${query}`, { range: 'bytes=0-9' })).problem('locked')

    await fund(member)
    await buy(member, { kind: 'subscription', creatorId: author.id, tier: 'basic' })
    const open = (await member.api.get(`/api/posts/${post.id}`)).as(Post).content?.media[0]
    expect(open).toMatchObject({
      kind: 'video',
      poster: `/api/media/${id}?w=960`,
      waveform: null,
      captions: [],
    })
    expect(open?.sources).toEqual([
      { url: `/api/media/${id}?lines=480`, mime: 'video/mp4', width: 320, height: 180 },
    ])
    const small = await member.api.get(`/api/media/${id}?lines=480`)
    const largest = await member.api.get(`/api/media/${id}`)
    expect(largest.bytes.equals(small.bytes)).toBe(true)
    const part = await member.api.get(`/api/media/${id}?lines=1080`, { range: 'bytes=4-7' })
    expect([part.status, part.text, part.headers.get('content-type')]).toEqual([206, 'ftyp', 'video/mp4'])
    const tag = part.headers.get('etag') ?? ''
    const size = small.bytes.length
    const ask = (headers: Record<string, string>) => member.api.get(`/api/media/${id}`, headers)
    expect((await ask({ range: 'bytes=0-9', 'if-range': tag })).status).toBe(206)
    expect((await ask({ range: 'bytes=0-9', 'if-range': '"other"' })).status).toBe(200)
    expect((await ask({ range: `bytes=${size}-` })).headers.get('content-range')).toBe(`bytes */${size}`)
    const head = await member.api.call('HEAD', `/api/media/${id}`)
    expect([head.headers.get('content-length'), head.bytes.length]).toEqual([String(size), 0])
    const poster = await member.api.get(`/api/media/${id}?w=960`)
    expect(await sharp(poster.bytes).metadata()).toMatchObject({ format: 'webp', width: 320 })
    ;(await member.api.get(`/api/media/${id}?lines=720`)).problem('bad_request')
    // What was sent is its owner’s.
    expect((await author.api.get(`/api/media/${id}`)).bytes.equals(film)).toBe(true)

    app.clock.advance(31 * DAY)
    ;(await ask({ range: 'bytes=0-9', 'if-range': tag })).problem('locked')
  })

  it('has no poster where its pictures end long before its sound, and is made ready all the same', async () => {
    const path = join(folder, 'short.mp4')
    const input = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=0.2', '-f', 'lavfi', '-i', 'sine=440:d=10']
    const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
    execFileSync(commands?.ffmpeg ?? '', ['-v', 'error', '-y', ...input, ...codecs, path])
    const id = await sendFilm(author, readFileSync(path))
    await settled(id)
    expect(await statusOf(author, id)).toMatchObject({ state: 'ready', failure: null })
    const post = await makePost(author, { mediaIds: [id] })
    expect(post.content?.media[0]).toMatchObject({ poster: null })
  })

  it('has captions, under the same guard', async () => {
    const id = await sendFilm(author, film)
    await settled(id)
    const post = await makePost(author, { mediaIds: [id], priceLamports: 5_000_000n })
    const vtt = 'WEBVTT\n\n00:00.000 --> 00:01.000\nПривет\n'
    const path = `/api/media/${id}/captions/ru`
    const put = (to: string, text: string) => author.api.call('PUT', to, text, { 'content-type': 'text/vtt' })
    expect((await put(path, vtt)).status).toBe(204)
    expect((await author.api.get(`/api/posts/${post.id}`)).as(Post).content?.media[0]?.captions).toEqual([
      { lang: 'ru', url: path },
    ])
    const served = await author.api.get(path)
    expect([served.text, served.headers.get('content-type')]).toEqual([vtt, 'text/vtt; charset=utf-8'])
    ;(await anonymous.get(path)).problem('locked')
    ;(await member.api.call('PUT', path, vtt)).problem('not_found')
    ;(await put(path, 'no captions')).fieldErrors('captions')
    ;(await put(path, vtt + 'x'.repeat(512 * 1024))).problem('payload_too_large')
    ;(await put(`/api/media/${id}/captions/not_a_language`, vtt)).problem('not_found')
    ;(await put(`/api/media/${(await addPicture(author, 1)).id}/captions/en`, vtt)).problem(
      'unsupported_media',
    )
    expect((await author.api.delete(path)).status).toBe(204)
    ;(await author.api.get(path)).problem('not_found')
  })

  it('goes with its files when nothing uses it', async () => {
    const id = await sendFilm(author, film)
    await settled(id)
    const files = async () => {
      const keys: string[] = []
      for await (const { key } of app.app.store.list()) if (key.startsWith(id)) keys.push(key)
      return keys.length
    }
    expect(await files()).toBeGreaterThan(3)
    await app.app.db.transact(async (tx) => {
      await tx.sql
        .update(media)
        .set({ createdAt: new Date(0) })
        .where(eq(media.id, id))
    })
    await app.app.db.transact((tx) => deleteUnusedMedia(tx, app.app.store))
    expect(await files()).toBe(0)
  })
})
