import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type ApiUser, fund, signInByScript } from '../support/api'
import { type RunningServer, startServer } from '../support/server'

/**
 * In production the API answers without Next, in development Next serves it: the same data is put before both, and
 * both are asked the same.
 */
let direct: RunningServer
let throughNext: RunningServer
let user: ApiUser
let postId: string
let mediaId: string
let purchaseId: string
const folders: string[] = []

test.describe.configure({ mode: 'serial' })
test.setTimeout(180_000)

test.beforeAll(async () => {
  test.setTimeout(180_000)
  const first = await startServer({ env: { RATE_LIMIT: 'off' } })
  folders.push(first.dataDir)
  user = await signInByScript(first.url)
  await fund(first.url, user.wallet.address)
  await user.call('POST', '/api/me/creator', { handle: 'parity', displayName: 'Parity' })
  mediaId = await upload(first.url)
  postId = (
    await user.call<{ id: string }>('POST', '/api/posts', { title: 'x', body: 'y', mediaIds: [mediaId] })
  ).id
  const tip = { kind: 'tip', creatorId: user.id, amountLamports: 1_000_000 }
  const fan = await signInByScript(first.url)
  await fund(first.url, fan.wallet.address)
  const opened = await fan.call<{ purchase: { id: string } }>('POST', '/api/purchases', { item: tip })
  purchaseId = opened.purchase.id
  await first.stop()

  const copy = mkdtempSync(join(tmpdir(), 'fonana-e2e-'))
  folders.push(copy)
  cpSync(first.dataDir, copy, { recursive: true })
  direct = await startServer({ dataDir: first.dataDir, env: { RATE_LIMIT: 'off' } })
  throughNext = await startServer({ dataDir: copy, mode: 'dev', env: { RATE_LIMIT: 'off' } })
})

test.afterAll(async () => {
  await direct?.stop('SIGKILL')
  await throughNext?.stop('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function upload(url: string): Promise<string> {
  const sharp = (await import('sharp')).default
  const image = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#357' } })
    .png()
    .toBuffer()
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(image)]), 'image.png')
  const reply = await fetch(`${url}/api/media`, { method: 'POST', body: form, headers: bearer() })
  return ((await reply.json()) as { id: string }).id
}

const bearer = () => ({ authorization: `Bearer ${user.token}` })

interface Call {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string | Buffer
}

/** What of an answer counts. Ids and times that the two servers make for themselves are blanked. */
interface Seen {
  status: number
  headers: Record<string, string | undefined>
  body: string
}

const HEADERS = [
  'content-type',
  'cache-control',
  'allow',
  'location',
  'www-authenticate',
  'accept-ranges',
  'content-range',
  'content-disposition',
  'etag',
  'vary',
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'cross-origin-resource-policy',
]

/** As it stands: `fetch` would tidy the path up. */
function ask(server: RunningServer, { method, path, headers = {}, body }: Call): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port: server.port,
        method,
        path,
        headers: { ...headers, ...(body && { 'content-length': Buffer.byteLength(body) }) },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const seen = Object.fromEntries(HEADERS.map((name) => [name, String(response.headers[name] ?? '')]))
          // Next says what its own answers vary by; what a cache has to know of ours must be there in both.
          seen.vary = /cookie/i.test(seen.vary ?? '') ? 'cookie' : ''
          const isText = /json|^$/.test(seen['content-type'] ?? '')
          const text = Buffer.concat(chunks)
          resolve({
            status: response.statusCode ?? 0,
            headers: seen,
            body: method === 'HEAD' ? '' : isText ? blank(text.toString()) : text.toString('base64'),
          })
        })
        response.on('error', reject)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

function blank(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(
      /"(token|nonce|message|position|reference|transaction|signature|blockhash)":"[^"]*"/g,
      '"$1":"…"',
    )
    .replaceAll(/(Nonce|Issued At|Expiration Time): [^\\"]*/g, '$1')
    .replaceAll(/localhost:\d+|127\.0\.0\.1:\d+/g, 'HOST')
}

async function expectAlike(call: Call): Promise<Seen> {
  const [one, other] = [await ask(direct, call), await ask(throughNext, call)]
  expect(one, `${call.method} ${call.path}`).toEqual(other)
  return one
}

/** Every address of the API as the folders have it. */
function addresses(): string[] {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /^(api\/.*|healthz|readyz)\/route\.ts$/.test(file) && !file.includes('[...'))
    .map((file) => `/${file.replace('/route.ts', '')}`)
}

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

test('every address and method answers alike to nobody', async () => {
  expect(addresses().length).toBeGreaterThan(25)
  for (const address of addresses()) {
    const path = address.replaceAll(/\[\w+\]/g, postId)
    for (const method of METHODS) {
      const { status } = await expectAlike({ method, path })
      // What the table of the build does not have would be found by nobody.
      if (method === 'OPTIONS') expect(status, path).toBe(204)
    }
  }
})

test('every address and method answers alike to a user, with bodies that are wrong', async () => {
  const json = { ...bearer(), 'content-type': 'application/json' }
  const harmless = addresses().filter((address) => !/sign-out|refresh/.test(address))
  for (const address of harmless) {
    for (const id of ['no-id', '%00', 'a%2Fb', '%E2%82%AC', '00000000-0000-7000-8000-000000000000']) {
      if (id !== 'no-id' && !address.includes('[')) continue
      const path = address.replaceAll(/\[\w+\]/g, id)
      for (const method of METHODS) {
        const hasBody = !['GET', 'HEAD', 'OPTIONS'].includes(method)
        await expectAlike({ method, path, headers: json, ...(hasBody && { body: '{"x":1' }) })
        if (hasBody && !/follow|like|cancel/.test(address)) {
          await expectAlike({
            method,
            path,
            headers: json,
            body: '{"title":7,"item":null,"wallet":"x","ids":1}',
          })
        }
      }
    }
  }
})

test('what is found is the same', async () => {
  const headers = bearer()
  for (const path of [
    '/api/feed',
    '/api/feed?limit=1',
    '/api/feed?limit=0&filter=mine',
    '/api/feed?filter=following',
    '/api/feed?limit=1&limit=2',
    `/api/posts/${postId}`,
    `/api/posts/${postId.toUpperCase()}`,
    `/api/posts/${postId}/comments`,
    '/api/creators?query=par',
    '/api/creators?query=%25',
    '/api/creators/parity',
    '/api/creators/Parity',
    '/api/creators/p%61rity/posts',
    '/api/me',
    '/api/me/activity',
    '/api/notifications',
    '/api/purchases',
    `/api/purchases/${purchaseId}`,
    '/api/subscriptions',
    '/api/auth/token',
    '/healthz',
    '/readyz',
  ]) {
    for (const method of ['GET', 'HEAD']) {
      await expectAlike({ method, path })
      await expectAlike({ method, path, headers })
      await expectAlike({ method, path, headers: { cookie: `fonana_session=${user.token}` } })
    }
  }
})

test('what is no address is refused alike', async () => {
  for (const path of [
    '/api',
    '/api/',
    '/api/nothing',
    '/api/posts/1/2/3',
    '/api/feed/',
    '/api/feed/?limit=1',
    `/api/posts/${postId}/`,
    '/api/%zz',
    '/healthz/',
  ]) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const seen = await expectAlike({ method, path })
      expect([200, 308, 400, 404, 405]).toContain(seen.status)
    }
  }
  for (const method of ['PROPFIND', 'TRACE']) await expectAlike({ method, path: '/api/feed' })
})

test('images, and parts of them, are the same', async () => {
  for (const path of [`/api/media/${mediaId}`, `/api/media/${mediaId}/preview`]) {
    const { headers } = await expectAlike({ method: 'GET', path })
    const etag = headers.etag ?? ''
    const asked: Record<string, string>[] = [
      { range: 'bytes=0-9' },
      { range: 'bytes=-5' },
      { range: 'bytes=99999999-' },
      { range: 'bytes=5-2' },
      { range: 'bytes=0-9', 'if-range': etag },
      { range: 'bytes=0-9', 'if-range': '"other"' },
      { 'if-none-match': etag },
    ]
    for (const extra of asked) {
      await expectAlike({ method: 'GET', path, headers: extra })
      await expectAlike({ method: 'HEAD', path, headers: extra })
    }
  }
})

test('large bodies, forms and what is no form are taken or refused alike', async () => {
  const json = { ...bearer(), 'content-type': 'application/json' }
  const post = (path: string, headers: Record<string, string>, body: string | Buffer) =>
    expectAlike({ method: 'POST', path, headers, body })
  expect(
    (await post('/api/posts', json, JSON.stringify({ title: 'Large', body: 'x'.repeat(49_000) }))).status,
  ).toBe(201)
  expect((await post('/api/posts', json, 'x'.repeat(200 * 1024))).status).toBe(413)
  expect((await post('/api/media', json, '{}')).status).toBe(400)
  const form = (bytes: Buffer) =>
    Buffer.concat([
      Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'),
      bytes,
      Buffer.from('\r\n--b--\r\n'),
    ])
  const multipart = { ...bearer(), 'content-type': 'multipart/form-data; boundary=b' }
  expect((await post('/api/media', multipart, form(Buffer.from('no image')))).status).toBe(422)
  expect((await post('/api/media', multipart, Buffer.from('--b--'))).status).toBeGreaterThanOrEqual(400)
  expect((await post('/api/media', multipart, form(Buffer.alloc(16 * 1024 * 1024)))).status).toBe(413)
})

test('both go on after a client that leaves in the middle of a body', async () => {
  for (const server of [direct, throughNext]) {
    await new Promise<void>((resolve) => {
      const request = httpRequest({
        host: '127.0.0.1',
        port: server.port,
        method: 'POST',
        path: '/api/posts',
        headers: { ...bearer(), 'content-length': 1_000 },
      })
      request.on('error', () => resolve())
      request.write('{"title"', () => request.destroy())
    })
  }
  await expectAlike({ method: 'GET', path: '/api/me', headers: bearer() })
})

test('the log is JSON in production and text in development', async () => {
  const api = (server: RunningServer) =>
    server
      .output()
      .split('\n')
      .filter((line) => line.includes('/api/me'))
  expect(JSON.parse(api(direct)[0] ?? '')).toMatchObject({
    msg: 'api',
    path: expect.stringContaining('/api/me'),
  })
  expect(throughNext.output()).toMatch(/INFO.*: api/)
  for (const server of [direct, throughNext]) expect(server.output()).not.toContain(user.token)
})
