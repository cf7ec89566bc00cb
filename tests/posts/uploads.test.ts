import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { uploads } from '@/lib/db/tables/uploads'
import { forgetOldUploads, removeForgotten } from '@/lib/domain/uploads/clear-uploads'
import { Post } from '@/lib/schema/posts'
import { ApiClient } from '@/tests/support/app/api-client'
import {
  begin,
  beginAt,
  breakOff,
  look,
  partBy,
  sendFilm,
  sendPart,
  smallMp3,
  smallMp4,
  statusOf,
  TUS,
} from '@/tests/support/app/films'
import { picture } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let owner: Creator
let stranger: Person
beforeAll(async () => {
  app = await startTestApp()
  ;[owner, stranger] = await Promise.all([makeCreator(app), signIn(app)])
})
afterAll(() => app.close())

const ready = (id: string) =>
  vi.waitFor(async () => expect(await statusOf(owner, id)).toMatchObject({ state: 'ready' }), {
    timeout: 20_000,
  })

/** Nothing of the upload lies there any more. */
const gone = (path: string) =>
  vi.waitFor(async () => expect(await app.app.incoming.names()).not.toContain(path.split('/').at(-1)))

describe('an upload by parts', () => {
  it('says what it speaks', async () => {
    const { status, headers } = await new ApiClient(app.url).call('OPTIONS', '/api/uploads')
    expect(status).toBe(204)
    expect(headers.get('tus-version')).toBe('1.0.0')
    expect(headers.get('tus-extension')).toBe('creation,creation-with-upload,termination,expiration')
    expect(headers.get('tus-max-size')).toBe(String(2 * 1024 ** 3))
  })

  it('becomes what was sent, byte by byte, in as many parts as it comes', async () => {
    const film = smallMp4()
    const path = await beginAt(owner, film.length)
    const half = film.length >> 1
    const first = await sendPart(owner, path, 0, film.subarray(0, half))
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, String(half)])
    expect(first.headers.get('fonana-media-id')).toBeNull()
    const seen = await look(owner, path)
    expect([seen.status, seen.headers.get('upload-offset')]).toEqual([200, String(half)])
    expect(seen.headers.get('upload-length')).toBe(String(film.length))
    expect(Date.parse(seen.headers.get('upload-expires') ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000)
    const last = await sendPart(owner, path, half, film.subarray(half))
    const id = last.headers.get('fonana-media-id') ?? ''
    await ready(id)
    expect(await statusOf(owner, id)).toEqual({
      id,
      kind: 'video',
      state: 'ready',
      failure: null,
      width: 640,
      height: 360,
      durationMs: 4_000,
      bytes: film.length,
    })
    const served = await owner.api.get(`/api/media/${id}`)
    expect(served.headers.get('content-type')).toBe('video/mp4')
    expect(sha256(served.bytes)).toBe(sha256(film))
    // Its last answer may have been lost.
    expect((await look(owner, path)).headers.get('fonana-media-id')).toBe(id)
    await gone(path)
  })

  it('may come with its beginning, or be sound, or an image', async () => {
    const sound = smallMp3()
    const whole = await owner.api.call('POST', '/api/uploads', sound, {
      ...TUS,
      'upload-length': String(sound.length),
      'content-type': 'application/offset+octet-stream',
    })
    expect(whole.status).toBe(201)
    const id = whole.headers.get('fonana-media-id') ?? ''
    await ready(id)
    const status = await statusOf(owner, id)
    expect(status).toMatchObject({ kind: 'audio', width: 0, height: 0, bytes: sound.length })
    expect(status.durationMs).toBe(2_612)
    const image = await sendFilm(owner, await picture(1).png().toBuffer(), 'image/png')
    expect(await statusOf(owner, image)).toMatchObject({ kind: 'image', state: 'ready', width: 320 })
  })

  it('goes on where its connection broke', async () => {
    const film = smallMp4({ bytes: 500_000 })
    const path = await beginAt(owner, film.length)
    await breakOff(owner, path, { bytes: film.subarray(0, 200_000), length: film.length })
    const arrived = await vi.waitFor(async () => {
      const offset = Number((await look(owner, path)).headers.get('upload-offset'))
      expect(offset).toBe(200_000)
      return offset
    })
    const last = await sendPart(owner, path, arrived, film.subarray(arrived))
    const id = last.headers.get('fonana-media-id') ?? ''
    await ready(id)
    expect(sha256((await owner.api.get(`/api/media/${id}`)).bytes)).toBe(sha256(film))
  })

  it('is taken from a connection that is silent by the next one', async () => {
    const film = smallMp4({ bytes: 100_000 })
    const path = await beginAt(owner, film.length)
    const silent = partBy(owner, path, 0, film.length)
    silent.write(film.subarray(0, 50_000))
    await vi.waitFor(async () => expect((await look(owner, path)).headers.get('upload-offset')).toBe('50000'))
    expect((await sendPart(owner, path, 50_000, film.subarray(50_000))).status).toBe(204)
    silent.destroy()
  })

  it('is written by one of two who go on with it at once, and the other is told so', async () => {
    const person = await signIn(app)
    for (let round = 0; round < 5; round += 1) {
      const path = await beginAt(person, 8_000_000)
      const parts = ['a', 'b'].map((letter) => Buffer.alloc(4_000_000, letter))
      const replies = await Promise.all(parts.map((part) => sendPart(person, path, 0, part)))
      expect(replies.map(({ status }) => status).toSorted()).toEqual([204, 409])
      const winner = parts[replies.findIndex(({ status }) => status === 204)] ?? Buffer.of()
      const kept = await readFile(app.app.incoming.path(path.split('/').at(-1) ?? ''))
      expect(kept.equals(winner)).toBe(true)
      await person.api.call('DELETE', path, undefined, TUS)
    }
  })

  it('becomes something once, however often it is asked for meanwhile', async () => {
    const film = smallMp4()
    const inspect = app.app.films.inspect
    let go = () => {}
    const isOpen = new Promise<void>((resolve) => {
      go = resolve
    })
    const inspecting = vi.spyOn(app.app.films, 'inspect').mockImplementation(async (file) => {
      await isOpen
      return inspect(file)
    })
    const path = await beginAt(owner, film.length)
    const sent = sendPart(owner, path, 0, film)
    await vi.waitFor(() => expect(inspecting).toHaveBeenCalledTimes(1))
    const asked = [look(owner, path), look(owner, path)]
    go()
    const ids = (await Promise.all([sent, ...asked])).map(({ headers }) => headers.get('fonana-media-id'))
    expect(ids).toEqual(Array(3).fill(expect.any(String)))
    expect(new Set(ids).size).toBe(1)
    inspecting.mockRestore()
    await ready(ids[0] ?? '')
  })

  it('is what another process has made of it, which has taken its file away meanwhile', async () => {
    const film = smallMp4()
    const before = await sendFilm(owner, film)
    await ready(before)
    const path = await beginAt(owner, film.length)
    const inspecting = vi.spyOn(app.app.films, 'inspect').mockImplementationOnce(async (file) => {
      const id = path.split('/').at(-1) ?? ''
      await app.app.db.transact((tx) =>
        tx.sql.update(uploads).set({ mediaId: before }).where(eq(uploads.id, id)),
      )
      await app.app.incoming.remove(id)
      throw new Error(`${file} is not there`)
    })
    const reply = await sendPart(owner, path, 0, film)
    expect([reply.status, reply.text, reply.headers.get('fonana-media-id')]).toEqual([204, '', before])
    inspecting.mockRestore()
  })

  it('whose first part went wrong, and whose address nobody knows, takes no room', async () => {
    const person = await signIn(app)
    const headers = { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-length': '1000' }
    const begun = () =>
      app.app.db.read.select({ id: uploads.id }).from(uploads).where(eq(uploads.ownerId, person.id))
    const tooMuch = await person.api.call('POST', '/api/uploads', Buffer.alloc(1_001), headers)
    tooMuch.problem('payload_too_large')
    expect(await begun()).toEqual([])

    const cutOff = httpRequest(`${app.url}/api/uploads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${person.token}`, ...headers, 'content-length': 1_000 },
    })
    cutOff.on('error', () => {})
    cutOff.write(Buffer.alloc(10))
    await vi.waitFor(async () => expect(await begun()).toHaveLength(1))
    cutOff.destroy()
    await vi.waitFor(async () => expect(await begun()).toEqual([]))
  })

  it('is its owner’s alone', async () => {
    const path = await beginAt(owner, 100)
    for (const reply of [
      await look(stranger, path),
      await sendPart(stranger, path, 0, Buffer.alloc(10)),
      await stranger.api.call('DELETE', path, undefined, TUS),
    ])
      expect(reply.status).toBe(404)
    expect((await new ApiClient(app.url).call('PATCH', path, Buffer.alloc(10))).status).toBe(401)
    expect((await look(owner, path)).headers.get('upload-offset')).toBe('0')
    expect((await owner.api.call('DELETE', path, undefined, TUS)).status).toBe(204)
    expect((await look(owner, path)).status).toBe(404)
    await gone(path)
  })

  it('is held to the protocol', async () => {
    const path = await beginAt(owner, 100)
    ;(await owner.api.call('PATCH', path, Buffer.alloc(10))).problem('unsupported_protocol')
    ;(await owner.api.call('PATCH', path, Buffer.alloc(10), { ...TUS, 'upload-offset': '0' })).problem(
      'unsupported_content_type',
    )
    expect((await sendPart(owner, path, 5, Buffer.alloc(10))).problem('wrong_offset').offset).toBe(0)
    ;(await sendPart(owner, path, 0, Buffer.alloc(101))).problem('payload_too_large')
    ;(await owner.api.call('POST', '/api/uploads', undefined, TUS)).problem('bad_request')
    const later = { ...TUS, 'upload-defer-length': '1' }
    ;(await owner.api.call('POST', '/api/uploads', undefined, later)).problem('bad_request')
    await owner.api.call('DELETE', path, undefined, TUS)
  })

  it('says its version on every answer, and on a 412 also what it speaks', async () => {
    const path = await beginAt(owner, 100)
    const unsigned = new ApiClient(app.url)
    const wrong = { 'tus-resumable': '0.2.2' }
    const replies = await Promise.all([
      unsigned.call('POST', '/api/uploads', undefined, TUS),
      unsigned.call('HEAD', path, undefined, TUS),
      owner.api.call('POST', '/api/uploads', undefined, TUS),
      owner.api.call('PUT', '/api/uploads', undefined, TUS),
      owner.api.call('POST', path, undefined, TUS),
      owner.api.call('PATCH', path, Buffer.alloc(10), { ...TUS, 'upload-offset': '0' }),
      sendPart(owner, path, 5, Buffer.alloc(10)),
      sendPart(owner, path, 0, Buffer.alloc(101)),
      begin(owner, 3 * 1024 ** 3),
      begin(owner, 0),
      look(owner, '/api/uploads/none'),
      look(stranger, path),
    ])
    const statuses = [401, 401, 400, 405, 405, 415, 409, 413, 413, 422, 404, 404]
    expect(replies.map(({ status }) => status)).toEqual(statuses)
    for (const { status, headers } of replies)
      expect([status, headers.get('tus-resumable')]).toEqual([status, '1.0.0'])
    const outdated = await owner.api.call('DELETE', path, undefined, wrong)
    outdated.problem('unsupported_protocol')
    expect(outdated.headers.get('tus-resumable')).toBe('1.0.0')
    expect(outdated.headers.get('tus-version')).toBe('1.0.0')
    await owner.api.call('DELETE', path, undefined, TUS)
  })

  it('tells what was said of it when it began, to the letter', async () => {
    const metadata = 'is_draft,filename 0J7RgtC/0YPRgdC6LmJpbg==, filetype dmlkZW8vbXA0'
    const given = { ...TUS, 'upload-length': '100', 'upload-metadata': metadata }
    for (const [headers, told] of [
      [given, metadata],
      [{ ...TUS, 'upload-length': '100' }, null],
    ] as const) {
      const begun = await owner.api.call('POST', '/api/uploads', undefined, headers)
      const path = begun.headers.get('location') ?? ''
      expect((await look(owner, path)).headers.get('upload-metadata')).toBe(told)
      await owner.api.call('DELETE', path, undefined, TUS)
    }
  })

  it('is gone on with and given up by a POST that stands for another method', async () => {
    const path = await beginAt(owner, 100)
    const instead = (method: string, headers = {}, body?: Uint8Array) =>
      owner.api.call('POST', path, body, { ...TUS, 'x-http-method-override': method, ...headers })
    const part = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
    const sent = await instead('PATCH', part, Buffer.alloc(40))
    expect([sent.status, sent.headers.get('upload-offset')]).toEqual([204, '40'])
    const seen = await instead('HEAD')
    expect([seen.status, seen.text, seen.headers.get('upload-offset')]).toEqual([200, '', '40'])
    ;(await instead('PUT')).problem('method_not_allowed')
    expect((await instead('DELETE')).status).toBe(204)
    expect((await look(owner, path)).status).toBe(404)
  })

  it('is refused by its length before anything is sent', async () => {
    const mebibyte = 1024 ** 2
    for (const [type, limit] of [
      ['image/jpeg', 30],
      ['audio/mpeg', 512],
      ['video/mp4', 2_048],
    ] as const) {
      const refusal = (await begin(owner, limit * mebibyte + 1, type)).problem('payload_too_large')
      expect(refusal.maxBytes).toBe(limit * mebibyte)
    }
    const path = await beginAt(owner, 2_048 * mebibyte)
    await owner.api.call('DELETE', path, undefined, TUS)
  })

  it.each<[string, () => Buffer, string]>([
    ['text', () => Buffer.from('just some words, and a few more'), 'unknown_kind'],
    ['a playlist', () => Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'), 'unknown_kind'],
    ['a list of files', () => Buffer.from('ffconcat version 1.0\nfile /etc/passwd\n'), 'unknown_kind'],
    ['a drawing', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unknown_kind'],
    ['another codec', () => smallMp4({ codec: 'hvc1' }), 'not_playable'],
    ['cut off', () => smallMp4().subarray(0, -400), 'damaged'],
    ['its pictures elsewhere', () => smallMp4({ ownBytes: false }), 'damaged'],
    ['its pictures beyond its end', () => smallMp4({ place: 900_000 }), 'damaged'],
    ['no size', () => smallMp4({ width: 0 }), 'damaged'],
    ['no length', () => smallMp4({ durationMs: 0 }), 'damaged'],
    ['more boxes than any film', () => smallMp4({ boxes: 3_000 }), 'damaged'],
    ['too many pixels', () => smallMp4({ width: 5_000, height: 3_000 }), 'too_large'],
    ['too long', () => smallMp4({ durationMs: 7 * 3_600_000 }), 'too_long'],
    ['a sound of a single frame', () => smallMp3(1), 'damaged'],
  ])('that is, or has, %s is refused by its content, and gone', async (_what, make, reason) => {
    const bytes = make()
    const path = await beginAt(owner, bytes.length)
    expect((await sendPart(owner, path, 0, bytes)).problem('unsupported_media').reason).toBe(reason)
    expect((await look(owner, path)).status).toBe(404)
    await gone(path)
  })

  it('of nothing is refused at once', async () => {
    ;(await begin(owner, 0)).problem('unsupported_media')
  })

  it('is gone a day after it began, whole or not', async () => {
    const path = await beginAt(owner, 100)
    const id = path.split('/').at(-1) ?? ''
    await app.app.db.transact((tx) =>
      tx.sql.execute(sql`update uploads set created_at = now() - interval '25 hours' where id = ${id}`),
    )
    expect((await look(owner, path)).status).toBe(404)
    while ((await app.app.db.transact(forgetOldUploads)) > 0);
    vi.useFakeTimers({ now: Date.now() + 2 * 3_600_000, toFake: ['Date'] })
    await removeForgotten(app.app.db, app.app.incoming)
    vi.useRealTimers()
    await gone(path)
  })
})

it('may be unfinished twenty times over', async () => {
  const person = await signIn(app)
  for (let n = 0; n < 20; n += 1) await beginAt(person, 10)
  ;(await begin(person, 10)).problem('too_many_uploads')
})

describe('a post with film', () => {
  it('shows it to readers when it is ready, and tells them', async () => {
    const id = await sendFilm(owner, smallMp4())
    const post = await makePost(owner, { mediaIds: [id], priceLamports: 5_000_000n })
    await ready(id)
    const seen = (await stranger.api.get(`/api/posts/${post.id}`)).as(Post)
    expect(seen.media).toEqual([
      { id, kind: 'video', width: 640, height: 360, durationMs: 4_000, preview: null, placeholder: null },
    ])
    expect(seen.content).toBeUndefined()
    ;(await stranger.api.get(`/api/media/${id}`, { range: 'bytes=0-9' })).problem('locked')
    ;(await stranger.api.get(`/api/media/${id}/status`)).problem('not_found')
    ;(await stranger.api.get(`/api/media/${id}/preview`)).problem('not_found')
    const own = (await owner.api.get(`/api/posts/${post.id}`)).as(Post)
    expect(own.content?.media).toEqual([
      {
        id,
        url: `/api/media/${id}`,
        alt: '',
        kind: 'video',
        width: 640,
        height: 360,
        durationMs: 4_000,
        sources: [{ url: `/api/media/${id}`, mime: 'video/mp4', width: 640, height: 360 }],
        poster: null,
        waveform: null,
        captions: [],
      },
    ])
    const part = await owner.api.get(`/api/media/${id}`, { range: 'bytes=4-7' })
    expect([part.status, part.text]).toEqual([206, 'ftyp'])
  })

  it('cannot be an avatar', async () => {
    const id = await sendFilm(owner, smallMp3())
    ;(await owner.api.patch('/api/me', { avatarId: id })).problem('unsupported_media')
  })
})

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
