import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import WebSocket from 'ws'
import { findFfmpeg } from '../../lib/media/film/ffmpeg/find'
import { ApiClient } from '../../tests/support/app/api-client'
import { beginAt, breakOff, look, sendPart, smallMp3 } from '../../tests/support/app/films'
import { buyByScript, fund, signInByScript } from '../../tests/support/e2e/api'
import { expectLikeToReachSocket, publishPost } from '../../tests/support/e2e/like-reaches-socket'
import { newCreator } from '../../tests/support/e2e/people'
import { launch, type RunningServer, startServer, waitForOutput } from '../../tests/support/e2e/server'
import { openSocket } from '../../tests/support/e2e/socket'
import { expect, test } from '../../tests/support/e2e/story'

let server: RunningServer
const folders: string[] = []

test.beforeAll(async () => {
  server = await startServer()
  folders.push(server.dataDir)
})

test.afterAll(async () => {
  await server.stop('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

test('an event published by a route handler reaches a socket in the production build', async () => {
  await expectLikeToReachSocket(server)
})

test('every answer carries the headers of a careful site', async () => {
  for (const path of ['/', '/api/feed', '/api/nothing', '/no-such-page', '/healthz', '/icon.svg']) {
    const { headers } = await fetch(server.url + path)
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('referrer-policy'), path).toBe('strict-origin-when-cross-origin')
    expect(headers.get('x-frame-options'), path).toBe('DENY')
    expect(headers.get('x-powered-by'), path).toBeNull()
    expect(headers.get('strict-transport-security'), path).toBeNull()
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy, path).toContain("frame-ancestors 'none'")
    expect(policy.match(/script-src [^;]*/)?.[0] ?? '', path).not.toContain('unsafe')
  }
})

test('every script of a page carries the nonce of its policy', async () => {
  for (const path of ['/', '/no-such-page']) {
    const response = await fetch(server.url + path)
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]
    const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
  }
})

test('a second process on the same folder is told who has it, in one line', async () => {
  const second = await launch({ dataDir: server.dataDir })
  expect(await second.exited).toBe(1)
  const lines = second.output().trim().split('\n')
  expect(lines.at(-1)).toBe(
    `DATA_DIR: ${server.dataDir} is in use by process ${server.pid}; stop it first or choose another folder`,
  )
  expect(lines).toHaveLength(1)
})

for (const [name, env] of [
  ['PORT', { PORT: 'eighty' }],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://somewhere' }],
  ['JWT_SECRET', { JWT_SECRET: 'short' }],
  ['JWT_SECRET', { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/nothing' }],
  ['FONANA_ROLE', { FONANA_ROLE: 'everything' }],
] as const) {
  test(`a wrong setting stops the start with one line: ${JSON.stringify(env)}`, async () => {
    const broken = await launch({ env })
    expect(await broken.exited).toBe(1)
    expect(broken.output().trim().split('\n')).toHaveLength(1)
    expect(broken.output()).toContain(`${name}: `)
    expect(existsSync(join(broken.dataDir, 'postgres'))).toBe(false)
  })
}

test('on SIGTERM it closes sockets with 1001, answers what is under way, and comes back with everything', async () => {
  const first = await startServer()
  folders.push(first.dataDir)
  const user = await signInByScript(first.url)
  const socket = await openSocket(first.wsUrl, user.token)
  await socket.next('connected')

  // A request whose body is still on its way when the signal comes.
  const answer = new Promise<number>((resolve, reject) => {
    const slow = httpRequest(`${first.url}/api/me`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${user.token}`,
        'content-type': 'application/json',
        'content-length': 24,
        // The server's "go on" proves that it has taken the request before the signal comes.
        expect: '100-continue',
      },
    })
    slow.on('response', (response) => resolve(response.resume().statusCode ?? 0))
    slow.on('error', reject)
    slow.on('continue', () => {
      slow.write('{"displayName":')
      void first.stop()
      waitForOutput(first, /"stopping"/).then(() => slow.end('"Slow"}  '), reject)
    })
    slow.flushHeaders()
  })
  expect(await socket.closed).toMatchObject({ code: 1001 })
  expect(await answer).toBe(200)
  expect(await first.exited).toBe(0)

  const again = await startServer({ dataDir: first.dataDir })
  const me = (await (
    await fetch(`${again.url}/api/me`, { headers: { authorization: `Bearer ${user.token}` } })
  ).json()) as { displayName: string }
  expect(me.displayName).toBe('Slow')
  expect(await again.stop()).toBe(0)
})

test('while it goes down it still answers: not ready, and no new sockets', async () => {
  const first = await startServer()
  folders.push(first.dataDir)
  const user = await signInByScript(first.url)
  // A client that does not answer holds up the going down for the time it is given.
  const silent = new WebSocket(first.wsUrl, { headers: { authorization: `Bearer ${user.token}` } })
  await new Promise((resolve) => silent.once('message', resolve))
  silent.pause()
  const exited = first.stop()
  await waitForOutput(first, /"stopping"/)

  const ready = await fetch(`${first.url}/readyz`)
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ status: 'unavailable', checks: { serving: false } })
  const late = new WebSocket(first.wsUrl, { headers: { authorization: `Bearer ${user.token}` } })
  late.on('error', () => {})
  const refusal = await new Promise<number | undefined>((resolve) =>
    late.on('unexpected-response', (_request, response) => resolve(response.statusCode)),
  )
  expect(refusal).toBe(503)
  expect(await exited).toBe(0)
})

test('a request to speak something else is answered, and refused', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(server.port, 'localhost')
    let text = ''
    socket.on('data', (data) => {
      text += data
    })
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
    socket.write('GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  })
  expect(answer).toMatch(/^HTTP\/1\.1 404 /)
})

const PART = { 'content-type': 'application/offset+octet-stream' }

test('after kill -9 it starts again on its folder, with everything that was answered, and uploads go on', async () => {
  const first = await startServer()
  folders.push(first.dataDir)
  const { author, postId } = await publishPost(first.url)
  const headers = { authorization: `Bearer ${author.token}`, 'tus-resumable': '1.0.0' }
  const sound = smallMp3()
  const begun = await fetch(`${first.url}/api/uploads`, {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(sound.length) },
  })
  const place = begun.headers.get('location')
  const send = (url: string, from: number, to: number) =>
    fetch(url + place, {
      method: 'PATCH',
      headers: { ...headers, ...PART, 'upload-offset': String(from) },
      body: new Uint8Array(sound.subarray(from, to)),
    })
  expect((await send(first.url, 0, 20_000)).status).toBe(204)
  const publishAt = new Date(Date.now() + 2_000).toISOString()
  const put = { title: 'Later', body: 'Put off', status: 'scheduled', publishAt }
  const { id } = await author.call<{ id: string }>('POST', '/api/posts', put)
  await first.stop('SIGKILL')

  const again = await startServer({ dataDir: first.dataDir })
  // What was put off goes out all the same.
  await expect.poll(async () => (await fetch(`${again.url}/api/posts/${id}`)).status).toBe(200)
  const seen = await fetch(again.url + place, { method: 'HEAD', headers })
  expect(seen.headers.get('upload-offset')).toBe('20000')
  const whole = await send(again.url, 20_000, sound.length)
  const given = await fetch(`${again.url}/api/media/${whole.headers.get('fonana-media-id')}/status`, {
    headers,
  })
  expect(await given.json()).toMatchObject({ kind: 'audio', failure: null })
  const response = await fetch(`${again.url}/api/posts/${postId}`, {
    headers: { authorization: `Bearer ${author.token}` },
  })
  expect(response.status).toBe(200)
  expect(await again.stop()).toBe(0)
})

test('a film that is sent over a connection that breaks three times, to a server that is killed while it makes it ready, is made ready, sold, and given to its buyer alone', async () => {
  const commands = findFfmpeg(process.env.PATH ?? '')
  // biome-ignore lint/suspicious/noSkippedTests: the machine may have none
  test.skip(commands === null, 'no ffmpeg to make a film with')
  if (commands === null) return
  const first = await startServer()
  folders.push(first.dataDir)
  const path = join(first.dataDir, 'sent.mkv')
  const input = ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=25:d=8']
  execFileSync(commands.ffmpeg, ['-v', 'error', ...input, '-c:v', 'mpeg4', '-q:v', '5', path])
  const film = new Uint8Array(readFileSync(path))
  const { user: author } = await newCreator(await signInByScript(first.url))
  const sender = { api: new ApiClient(first.url, author.token) }
  const place = await beginAt(sender, film.length)
  let arrived = 0
  for (let cut = 1; cut <= 3; cut += 1) {
    const bytes = film.subarray(arrived, Math.floor((film.length * cut) / 4))
    await breakOff(sender, place, { offset: arrived, bytes, length: film.length - arrived })
    arrived = Number((await look(sender, place)).headers.get('upload-offset'))
  }
  const sent = await sendPart(sender, place, arrived, film.subarray(arrived))
  const id = sent.headers.get('fonana-media-id')
  const price = { priceLamports: 20_000_000, mediaIds: [id] }
  const post = await author.call<{ id: string }>('POST', '/api/posts', {
    title: 'Fog',
    body: 'Fog.',
    ...price,
  })
  // What is made of an upload is called after it, and more.
  const incoming = () => readdirSync(join(first.dataDir, 'incoming'))
  await expect.poll(() => incoming().some((name) => name.includes('.'))).toBe(true)
  await first.stop('SIGKILL')

  const again = await startServer({ dataDir: first.dataDir, port: first.port })
  const status = () => author.call<{ state: string }>('GET', `/api/media/${id}/status`)
  // Whoever was killed over it holds it for half a minute.
  await expect.poll(async () => (await status()).state, { timeout: 180_000 }).not.toBe('processing')
  expect(await status()).toMatchObject({ state: 'ready', failure: null, width: 1280, height: 720 })
  const kept = await sender.api.get(`/api/media/${id}`)
  expect(sha256(kept.bytes)).toBe(sha256(film))
  await expect.poll(incoming).toEqual([])
  const buyer = await signInByScript(again.url)
  await fund(again.url, buyer.wallet.address)
  await buyByScript(buyer, { kind: 'post', postId: post.id })
  const ask = (token: string | null) =>
    new ApiClient(again.url, token).get(`/api/media/${id}?lines=480`, { range: 'bytes=4-7' })
  const part = await ask(buyer.token)
  expect([part.status, part.headers.get('content-type'), part.text]).toEqual([206, 'video/mp4', 'ftyp'])
  for (const token of [(await signInByScript(again.url)).token, null]) (await ask(token)).problem('locked')
  expect(await again.stop()).toBe(0)
})

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('a reader of the log that hangs holds up neither answers nor the stop', async () => {
  const stalled = await startServer({ env: { RATE_LIMIT: 'off' } })
  folders.push(stalled.dataDir)
  stalled.ignoreOutput()
  // Each refused attempt is logged, where nothing limits them: more than any pipe holds.
  for (let batch = 0; batch < 40; batch += 1) {
    const sockets = Array.from({ length: 100 }, () => openSocket(stalled.wsUrl, 'no token'))
    for (const socket of await Promise.all(sockets)) await socket.closed
  }
  expect((await fetch(`${stalled.url}/healthz`)).status).toBe(200)
  expect(await stalled.stop()).toBe(0)
})

test('what cannot be read is refused as a problem, and wrong methods are told the right ones', async () => {
  for (const [method, path, status] of [
    ['PUT', '/api/posts', 405],
    ['GET', '/api/auth/nonce', 405],
    ['GET', '/api/creators/%E0%A4%A', 400],
    ['GET', '/posts/%E0%A4%A', 400],
    ['GET', '/api', 404],
    ['GET', '/_next/image?url=%2Fapi%2Fmedia%2F1&w=640&q=75', 404],
    ['GET', '/api/no/such/thing', 404],
    ['GET', '/ws', 426],
  ] as const) {
    const response = await fetch(server.url + path, { method })
    expect(response.status, path).toBe(status)
    expect(response.headers.get('content-type'), path).toBe('application/problem+json')
    expect((await response.json()) as object, path).toMatchObject({ status })
    if (status === 405) expect(response.headers.get('allow'), path).toMatch(/GET|POST/)
  }
})

test('an upgrade that cannot be read is hung up on, and does not hold up the stop', async () => {
  const upset = await startServer()
  folders.push(upset.dataDir)
  for (const target of ['//', '//:', 'http://[', '*', '/elsewhere']) {
    const socket = connect(upset.port, '127.0.0.1')
    socket.write(
      `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
    await once(socket.resume(), 'close')
  }
  expect((await fetch(`${upset.url}/healthz`)).status).toBe(200)
  expect(await upset.stop()).toBe(0)
})

test('a port that is taken stops the start with one line, and leaves the folder free', async () => {
  const late = await launch({ port: server.port })
  folders.push(late.dataDir)
  expect(await late.exited).toBe(1)
  expect(late.output().trim()).toBe(`PORT: ${server.port} is already in use`)
  const again = await startServer({ dataDir: late.dataDir })
  expect(await again.stop()).toBe(0)
})
