import { rmSync } from 'node:fs'
import { buyByScript, fund, signInByScript } from '../../tests/support/e2e/api'
import { type RunningServer, startServer } from '../../tests/support/e2e/server'
import { expect, test } from '../../tests/support/e2e/story'

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

test('a page and the API take the same one of two sessions', async () => {
  const [one, two] = [await signInByScript(server.url), await signInByScript(server.url)]
  const ask = async (cookie: string) => {
    const me = (await (await fetch(`${server.url}/api/me`, { headers: { cookie } })).json()) as {
      wallet: string
    }
    return { me: me.wallet, html: (await open('/', { cookie })).html }
  }
  for (const [first, second] of [
    [one, two],
    [two, one],
  ] as const) {
    for (const names of [
      ['fonana_session', 'fonana_session'],
      ['__Host-fonana_session', 'fonana_session'],
    ]) {
      const { me, html } = await ask(`${names[0]}=${first.token}; ${names[1]}=${second.token}`)
      expect(me).toBe(first.wallet.address)
      expect(html).toContain(first.wallet.address)
      expect(html).not.toContain(second.wallet.address)
    }
  }
})

test('every page of the site is ours, for who is signed in and who is not: Next renders what we do, to the letter', async () => {
  const author = await signInByScript(server.url)
  await author.call('POST', '/api/me/creator', { handle: 'every', displayName: 'Every Page' })
  const { id } = await author.call<{ id: string }>('POST', '/api/posts', { title: 'One', body: 'Of all' })
  const paths = ['/', '/?filter=following', '/creators', '/creators/every', `/posts/${id}`, '/join/every']
  paths.push('/library', '/notifications', '/sign-in', '/help', '/studio', '/studio/new', '/studio/tiers')
  paths.push('/studio/page', '/studio/numbers', '/studio/sales', '/studio/posts', `/studio/posts/${id}`)
  for (const path of paths) {
    for (const theme of ['', 'fonana_theme=dark']) {
      for (const session of ['', `fonana_session=${author.token}`]) {
        const { html, status } = await open(path, { cookie: `${theme}; ${session}` })
        expect(status, path).toBe(200)
        expect(html.match(/id="boot"/g), path).toHaveLength(1)
        expect(html.includes(author.wallet.address), path).toBe(session !== '')
        expect(html.includes('data-theme="dark"'), path).toBe(theme !== '')
      }
    }
  }
})

test('what Next answers to its own router is each reader’s, and never kept', async () => {
  const [author, buyer, stranger] = await Promise.all([1, 2, 3].map(() => signInByScript(server.url)))
  if (!author || !buyer || !stranger) throw new Error('nobody')
  await author.call('POST', '/api/me/creator', { handle: 'router', displayName: 'Asked by the Router' })
  const marked = 'marked-for-who-has-paid'
  const { id } = await author.call<{ id: string }>('POST', '/api/posts', {
    title: 'Locked',
    body: marked,
    priceLamports: 10_000_000,
  })
  await fund(server.url, buyer.wallet.address)
  await buyByScript(buyer, { kind: 'post', postId: id })
  const cookieOf = ({ token }: { token: string }) => ({ cookie: `fonana_session=${token}` })
  for (let round = 0; round < 2; round += 1) {
    for (const path of ['/', `/posts/${id}`, '/creators/router']) {
      for (const asked of [{}, { rsc: '1' }] as Record<string, string>[]) {
        expect((await open(path, { ...asked, ...cookieOf(buyer) })).html, path).toContain(marked)
        expect((await open(path, { ...asked, ...cookieOf(stranger) })).html, path).not.toContain(marked)
        expect((await open(path, asked)).html, path).not.toContain(marked)
      }
    }
  }
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
