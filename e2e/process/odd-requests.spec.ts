import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { type RunningServer, startServer } from '../../tests/support/e2e/server'
import { expect, test } from '../../tests/support/e2e/story'

const PAGES_A_MINUTE = 1_200

let server: RunningServer
/** A request whose head never ends. */
let halfOpen: Promise<unknown>

test.beforeAll(async () => {
  server = await startServer()
  const socket = connect(server.port, 'localhost')
  socket.on('error', () => {})
  socket.resume()
  halfOpen = once(socket, 'close')
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
})

/** `fetch` would tidy the address up. */
function getAsIs(path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get({ host: 'localhost', port: server.port, path }, (reply) => resolve(reply.resume())).on(
      'error',
      reject,
    )
  })
}

test.afterAll(async () => {
  await server.stop()
  rmSync(server.dataDir, { recursive: true, force: true })
})

test('what says what of a page is shown is read, or refused without a trace', async () => {
  const ask = (state: string, headers: Record<string, string> = {}) =>
    fetch(server.url, { headers: { rsc: '1', 'next-router-state-tree': state, ...headers } })
  const state = encodeURIComponent(JSON.stringify(['', { children: ['__PAGE__', {}, null, 'refetch'] }]))
  expect((await ask(state)).status).toBe(200)
  const before = server.output()
  const malformed = [
    'x',
    '%',
    '%zz',
    '{}',
    '[]',
    '[1]',
    'null',
    '%5B%22%22%5D',
    `%5B${'%5B'.repeat(3_000)}`,
    '"'.repeat(9_000),
  ]
  for (const text of malformed) {
    const reply = await ask(text)
    expect(reply.status, text.slice(0, 20)).toBe(400)
    expect(reply.headers.get('content-type')).toBe('application/problem+json')
    expect(await reply.json()).toMatchObject({ code: 'bad_request' })
    expect((await ask(text, { 'next-router-prefetch': '1' })).status).toBe(400)
  }
  const action = await fetch(server.url, {
    method: 'POST',
    headers: { 'next-action': 'a'.repeat(40) },
    body: '[]',
  })
  expect(action.status).toBe(400)
  expect(server.output()).toBe(before)
})

test('an address that is no text is a page that is not there, and no failure', async () => {
  const before = server.output()
  for (const part of ['%00', 'a%00b', '%07', '%ED%A0%80', '%FF', '%C2%85'])
    for (const path of [
      `/posts/${part}`,
      `/creators/${part}`,
      `/join/${part}`,
      `/receipts/${part}`,
      `/${part}`,
      `/_next/${part}`,
    ])
      expect((await fetch(server.url + path)).status, path).toBe(404)
  for (const query of ['filter=%00', 'filter=%FF', 'filter=a&filter=%00', 'query=%00'])
    expect((await fetch(`${server.url}/?${query}`)).status, query).toBe(200)
  expect(server.output()).toBe(before)
})

test('only the files of the build are exempt from the limit of pages', async () => {
  const html = await (await fetch(server.url)).text()
  const script = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0]
  expect(script).toBeDefined()
  for (let asked = 0; asked < PAGES_A_MINUTE; asked += 100)
    await Promise.all(Array.from({ length: 100 }, () => fetch(server.url).then((reply) => reply.text())))
  for (const path of [
    '/_next/nothing',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    '/_next/data/x.json',
    '/_next//static/x',
    '/_next/static/../x',
    '/_next/static/%2e%2E/x',
    '/_next/static//x',
    '/_NEXT/static/x',
    '/nothing',
  ]) {
    const { statusCode, headers } = await getAsIs(path)
    expect(statusCode, path).toBe(429)
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  }
  expect((await fetch(server.url + script)).status).toBe(200)
  expect((await fetch(`${server.url}/_next/static/site/nothing.js`)).status).toBe(404)
})

test('a request whose head never ends is let go', async () => {
  await halfOpen
})
