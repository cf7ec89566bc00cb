import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { signInByScript } from '../support/api'
import { type RunningServer, startServer } from '../support/server'

let server: RunningServer

test.beforeAll(async () => {
  server = await startServer()
})

test.afterAll(async () => {
  await server.stop()
  rmSync(server.dataDir, { recursive: true, force: true })
})

async function open(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + path, { headers })
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? ''
  return { html: await response.text(), nonce, status: response.status }
}

test('a page that is handed out again carries the nonce of its own policy, and no other', async () => {
  const first = await open('/')
  const asked: Record<string, string>[] = [{}, { 'accept-encoding': 'identity' }, {}]
  for (const headers of asked) {
    const { html, nonce } = await open('/', headers)
    expect(nonce).not.toBe(first.nonce)
    const scripts = html.match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
    expect(html).not.toContain(first.nonce)
    expect(html.replaceAll(nonce, '')).toBe(first.html.replaceAll(first.nonce, ''))
  }
})

test('a visitor’s page holds what was written just before, and nothing of who is signed in', async () => {
  const author = await signInByScript(server.url)
  await author.call('POST', '/api/me/creator', { handle: 'kept', displayName: 'Kept Pages' })
  const { id } = await author.call<{ id: string }>('POST', '/api/posts', {
    title: 'Before',
    body: 'In the open',
  })
  const path = `/posts/${id}`
  const cookie = { cookie: `fonana_session=${author.token}` }
  for (let round = 0; round < 3; round += 1) {
    expect((await open('/')).html).toContain('Before')
    expect((await open(path)).html).toContain('In the open')
    expect((await open(path, cookie)).html).toContain(author.wallet.address)
    expect((await open(path)).html).not.toContain(author.wallet.address)
    await author.call('PATCH', `/api/posts/${id}`, { priceLamports: 5_000_000 })
    expect((await open(path)).html).not.toContain('In the open')
    expect((await open(path, cookie)).html).toContain('In the open')
    expect((await open(path)).html).not.toContain('In the open')
    await author.call('PATCH', `/api/posts/${id}`, { priceLamports: null })
  }
  await author.call('DELETE', `/api/posts/${id}`)
  expect((await open(path)).status).toBe(404)
  expect((await open('/')).html).not.toContain(id)
})

test('what asks for something else than a page gets it', async () => {
  const page = await open('/')
  const part = await open('/', { rsc: '1' })
  expect(part.html).not.toContain('<html')
  expect((await open('/')).html.replaceAll(/[\w+/]{22}==/g, '')).toBe(
    page.html.replaceAll(/[\w+/]{22}==/g, ''),
  )
  const icon = await fetch(`${server.url}/icon.svg`)
  expect(icon.headers.get('content-type')).toContain('svg')
  expect((await icon.text()).startsWith('<svg')).toBe(true)
  expect((await fetch(`${server.url}/no-such-page`)).status).toBe(404)
})
