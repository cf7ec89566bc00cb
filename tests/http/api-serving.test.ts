import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/db/ids'
import { addPicture } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let author: Creator
let mediaPath: string
let size: number
beforeAll(async () => {
  app = await startTestApp()
  author = await makeCreator(app)
  const { id } = await addPicture(author, 1)
  await makePost(author, { mediaIds: [id] })
  mediaPath = `/api/media/${id}`
  size = (await author.api.get(mediaPath)).bytes.length
})
afterAll(() => app.close())

describe('HEAD', () => {
  it('is answered as GET is, without the body', async () => {
    for (const path of ['/api/feed', '/api/nothing', `/api/posts/${newId()}`, mediaPath, '/healthz']) {
      const [head, get] = [await author.api.call('HEAD', path), await author.api.get(path)]
      expect(head.status, path).toBe(get.status)
      expect(head.bytes, path).toHaveLength(0)
      expect(head.headers.get('content-length'), path).toBe(get.headers.get('content-length'))
      expect(head.headers.get('content-type'), path).toBe(get.headers.get('content-type'))
    }
  })
})

describe('OPTIONS', () => {
  it('says what the address has', async () => {
    const reply = await author.api.call('OPTIONS', `/api/posts/${newId()}/like`)
    expect(reply.status).toBe(204)
    expect(reply.headers.get('allow')).toBe('PUT, DELETE, OPTIONS')
    expect((await author.api.call('OPTIONS', '/api/feed')).headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    ;(await author.api.call('OPTIONS', '/api/nothing')).problem('not_found')
  })
})

it('says how long an answer is, also of an image and of a part of it', async () => {
  const whole = await author.api.get(mediaPath)
  expect(whole.headers.get('content-length')).toBe(String(size))
  expect((await author.api.get('/api/feed')).headers.get('content-length')).not.toBeNull()
  const part = await author.api.get(mediaPath, { range: 'bytes=0-9' })
  expect([part.status, part.headers.get('content-length')]).toEqual([206, '10'])
})

it('leads from a trailing slash to the address, with its query', async () => {
  const response = await fetch(`${app.url}/api/feed/?limit=1`, { redirect: 'manual' })
  expect(response.status).toBe(308)
  expect(response.headers.get('location')).toBe('/api/feed?limit=1')
})

it('goes on serving when clients leave in the middle of a body or of an answer', async () => {
  const { hostname, port } = new URL(app.url)
  for (const text of [
    `POST /api/posts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${author.token}\r\nContent-Length: 100\r\n\r\n{"title"`,
    `GET ${mediaPath} HTTP/1.1\r\nHost: x\r\n\r\n`,
  ]) {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(text, () => socket.destroy())
    await once(socket, 'close')
  }
  expect((await author.api.get('/api/feed')).status).toBe(200)
})

describe('the name of a request', () => {
  it('is made here, answered, and stands in its line of the log with who asked for what', async () => {
    const forged = { 'x-request-id': 'forged-by-the-client', 'x-fonana-request-id': 'forged-too' }
    const reply = await author.api.get('/api/feed?token=secret-in-the-query', forged)
    const requestId = reply.headers.get('x-request-id')
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
    const line = app.log.find(({ fields }) => fields.requestId === requestId)
    expect(line?.fields).toMatchObject({
      method: 'GET',
      path: '/api/feed',
      status: 200,
      userId: author.id,
      ip: '127.0.0.1',
    })
  })

  it('goes with every refusal', async () => {
    for (const path of ['/api/nothing', '/api/%zz', '/ws', '/api/me']) {
      expect((await fetch(app.url + path)).headers.get('x-request-id'), path).toMatch(/^[0-9a-f-]{36}$/)
    }
  })
})

it('writes no token and no query into the log', async () => {
  await fetch(`${app.url}/api/feed?token=${author.token}`, {
    headers: { cookie: `fonana_session=${author.token}` },
  })
  await fetch(`${app.url}/api/nothing?token=${author.token}`)
  await author.api.post(`/api/posts?token=${author.token}`, '{')
  const signature = author.token.split('.')[2] as string
  expect(JSON.stringify(app.log)).not.toContain(signature)
  expect(JSON.stringify(app.log)).not.toContain('token=')
})
