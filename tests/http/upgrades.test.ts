import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Creator, makeCreator, makePost } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let person: Creator
beforeAll(async () => {
  app = await startTestApp()
  person = await makeCreator(app)
})
afterAll(() => app.close())

/** Sends bytes over one connection and answers all that comes until it is closed. */
function exchange(...parts: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
    let text = ''
    socket.on('data', (data) => {
      text += data
    })
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
    socket.write(parts.join(''))
  })
}

const H2C =
  'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n'
const LAST = 'GET /api/creators HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'

it('a wish for HTTP/2 is ignored: the request is answered, and what follows on the connection', async () => {
  const text = await exchange(`GET /healthz HTTP/1.1\r\nHost: x\r\n${H2C}\r\n`, LAST)
  expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
  expect(text).toContain('{"status":"ok"}')
  expect(text).toContain('"items"')
})

it('the body of such a request arrives whole', async () => {
  const body = JSON.stringify({ title: 'Of a JDK', body: 'x'.repeat(10_000) })
  const head =
    `POST /api/posts HTTP/1.1\r\nHost: x\r\n${H2C}Authorization: Bearer ${person.token}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
  const text = await exchange(head, body, LAST)
  expect(text).toMatch(/^HTTP\/1\.1 201 Created/)
  expect(text).toContain('Of a JDK')
})

it('a socket elsewhere than at /ws is refused', async () => {
  const text = await exchange(
    'GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  )
  expect(text).toMatch(/^HTTP\/1\.1 404 /)
})

it('answers that are long are compressed for who takes that, with the same content', async () => {
  await makePost(person, { body: 'The same again. '.repeat(500) })
  const get = async (encoding: string, path = `/api/creators/${person.handle}/posts`) => {
    const reply = await fetch(app.url + path, { headers: { 'accept-encoding': encoding } })
    return { headers: reply.headers, text: await reply.text() }
  }
  const plain = await get('identity')
  expect(plain.headers.get('content-encoding')).toBe(null)
  expect(plain.headers.get('vary')).toContain('Accept-Encoding')
  const packed = await get('br;q=0, gzip')
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  expect(packed.text).toBe(plain.text)
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(plain.text.length / 3)
  expect((await get('gzip;q=0')).headers.get('content-encoding')).toBe(null)
  expect((await get('gzip', '/healthz')).headers.get('content-encoding')).toBe(null)
})
