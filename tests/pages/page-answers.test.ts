import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BOOT_ID, type Boot } from '@/lib/schema/boot'
import { decodeJson } from '@/lib/schema/json'
import {
  type AccessWorld,
  LONG_TOKENS,
  makeAccessWorld,
  POST_KINDS,
  type PostKind,
  UNLOCKED_BY,
  VIEWER_KINDS,
  type ViewerKind,
} from '@/tests/support/app/access-world'
import { makeCreator, makePost, type Person, SECRET, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let world: AccessWorld
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  world = await makeAccessWorld(app)
})
afterAll(() => app.close())

async function open(
  path: string,
  reader: Pick<Person, 'token'> | null,
  headers: Record<string, string> = {},
) {
  const response = await fetch(app.url + path, {
    headers: { ...(reader && { cookie: `fonana_session=${reader.token}` }), ...headers },
  })
  return { status: response.status, html: await response.text(), headers: response.headers }
}

function bootOf(html: string): Boot {
  const json = new RegExp(`<script [^>]*id="${BOOT_ID}"[^>]*>(.*?)</script>`, 's').exec(html)?.[1]
  if (json === undefined) throw new Error('no boot')
  return decodeJson(json) as Boot
}

const personOf = (viewer: ViewerKind) => (viewer === 'anonymous' ? null : world.people[viewer])
const kinds = Object.keys(POST_KINDS) as PostKind[]

function expectSecrets(html: string, viewer: ViewerKind, kind: PostKind, part: 'body' | 'comment'): void {
  const isOpen = UNLOCKED_BY[viewer][kind] !== undefined
  // Followed by something else than a figure: there are more than ten of them.
  expect(html.includes(world.posts[kind][part]), `${viewer}: ${part} of ${kind}`).toBe(isOpen)
}

it('a page shows each reader what they have unlocked, whoever has asked for it before', async () => {
  const creator = `/creators/${world.author.handle}`
  for (const viewer of VIEWER_KINDS) {
    const person = personOf(viewer)
    const { html } = await open(creator, person)
    expect(bootOf(html).me?.id ?? null).toBe(person?.id ?? null)
    for (const kind of kinds) expectSecrets(html, viewer, kind, 'body')
    for (const other of Object.values(world.people))
      if (other !== person) expect(html).not.toContain(other.wallet)
    for (const kind of ['priced', 'premium'] as const) {
      const post = await open(`/posts/${world.posts[kind].post.id}`, person)
      expectSecrets(post.html, viewer, kind, 'body')
      expectSecrets(post.html, viewer, kind, 'comment')
    }
  }
  for (const viewer of VIEWER_KINDS.toReversed()) {
    const { html } = await open('/', personOf(viewer))
    for (const kind of kinds) expectSecrets(html, viewer, kind, 'body')
  }
})

it('who asks to see a page as a visitor gets what a visitor gets', async () => {
  const path = `/creators/${world.author.handle}?as=visitor`
  const seen = await open(path, world.author)
  expect(bootOf(seen.html)).toMatchObject({ me: null, asVisitor: true })
  for (const kind of kinds) expectSecrets(seen.html, 'anonymous', kind, 'body')
  expect(seen.html).not.toContain(world.author.wallet)
  expect(bootOf((await open(path, null)).html).seeds).toEqual(bootOf(seen.html).seeds)
  expect(bootOf((await open(`/creators/${world.author.handle}`, world.author)).html).asVisitor).toBe(false)
})

it('what is kept of pages holds nothing that is protected, and nobody’s name', async () => {
  const kept = [...app.ownPages.texts()]
  expect(kept.some((text) => text.includes(world.posts.open.body))).toBe(true)
  const all = kept.join('\n')
  for (const kind of kinds.filter((name) => name !== 'open')) {
    expect(all).not.toContain(world.posts[kind].body)
    expect(all).not.toContain(world.posts[kind].comment)
    expect(all).not.toContain(`/api/media/${world.posts[kind].mediaId}"`)
  }
  for (const person of Object.values(world.people)) {
    expect(all).not.toContain(person.wallet)
    expect(all).not.toContain(person.token)
  }
})

it('what is rendered is what the browser will make of what it is told', async () => {
  const { html } = await open(`/posts/${world.posts.priced.post.id}`, world.people.buyer)
  const { me, seeds } = bootOf(html)
  expect(me?.wallet).toBe(world.people.buyer.wallet)
  expect(seeds.map(([key]) => key)).toEqual([
    ['posts', 'one', world.posts.priced.post.id],
    ['series', 'post', world.posts.priced.post.id],
    ['comments', world.posts.priced.post.id],
    ['creators', 'one', world.author.handle],
  ])
  expect(html).toContain('<title>⁨A priced post⁩, by ⁨')
  expect(html.match(/<title>/g)).toHaveLength(1)
  expect(html.indexOf('<title>')).toBeLessThan(html.indexOf('</head>'))
})

it('a page is run by the scripts of the build, and by nothing of Next', async () => {
  const { html } = await open('/', null)
  expect(html).not.toMatch(/of-next|__next_f/)
  // By themselves the browser learns of them when something is to be read: nothing else in the page names them.
  expect(html).not.toMatch(/<script[^>]*\ssrc=|modulepreload" /)
  expect(html.indexOf('"/start.js",["/needs.js","/screen.js"]')).toBeLessThan(html.indexOf('</head>'))
  expect(html.match(/"\/start\.js"/g)).toHaveLength(1)
  // What is shown stands alone in its element: React would not know the rest.
  expect(html).toMatch(
    /<div id="site"><(?:(?!id="site").)*<\/div><script type="application\/json" id="boot"/s,
  )
})

it('a text cannot leave the place where it is told', async () => {
  const title = '</script><script>alert(1)</script><!--'
  const { id } = await makePost(world.author, { title, body: `${title} ${SECRET}` })
  const { html } = await open(`/posts/${id}`, world.people.stranger)
  expect(html).not.toContain('<script>alert')
  expect(bootOf(html).seeds[0]?.[1]).toMatchObject({ title })
  await world.author.api.delete(`/api/posts/${id}`)
})

const isIn = (text: string) => (part: string) => text.includes(part)

it('a page is kept for each language by itself, and asks for the words of that one alone', async () => {
  const path = `/posts/${world.posts.open.post.id}`
  const wordsOf = async (language: string) => {
    const { html } = await open(path, null, { 'accept-language': language })
    return [bootOf(html).locale, ...['Лента', 'Feed', '/words-ru.json', '/words-en.json'].map(isIn(html))]
  }
  for (const turn of ['first', 'kept']) {
    expect(await wordsOf('ru-RU,ru;q=0.9,en;q=0.8'), turn).toEqual(['ru', true, false, true, false])
    expect(await wordsOf('de,en;q=0.5,ru;q=0.1'), turn).toEqual(['en', false, true, false, true])
  }
  const { token } = world.people.stranger
  const cookie = `fonana_session=${token}; fonana_locale=ru`
  expect(bootOf((await open(path, null, { cookie })).html).locale).toBe('en')
  expect(bootOf((await open(path, null, { cookie: 'fonana_locale=ru' })).html).locale).toBe('ru')
})

it('a visitor’s page is the one of before until something that it shows is another', async () => {
  const author = await makeCreator(app)
  const [shown, other] = [await makePost(author), await makePost(author)]
  const read = async () => {
    const { html, headers } = await open(`/posts/${shown.id}`, null)
    const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1] ?? ''
    // What hears early, what begins and what is shown.
    expect(html.split(`nonce="${nonce}"`)).toHaveLength(4)
    return html.replaceAll(nonce, '')
  }
  const before = await read()
  await author.api.put(`/api/posts/${other.id}/like`)
  expect(await read()).toBe(before)
  const liked = await signIn(app)
  await liked.api.put(`/api/posts/${shown.id}/like`)
  expect(await read()).toContain('Like, 1 so far')
  await author.api.patch(`/api/posts/${shown.id}`, { priceLamports: 5_000_000 })
  expect(await read()).not.toContain(SECRET)
  await author.api.patch(`/api/me`, { displayName: 'Somebody else by now' })
  expect(await read()).toContain('Somebody else by now')
  await author.api.delete(`/api/posts/${shown.id}`)
  expect((await open(`/posts/${shown.id}`, null)).status).toBe(404)
})

it('a session that has ended shows nobody', async () => {
  const person = await signIn(app)
  expect(bootOf((await open('/', person)).html).me?.id).toBe(person.id)
  await person.api.post('/api/auth/sign-out')
  const { html } = await open('/', person)
  expect(bootOf(html).me).toBe(null)
  expect(html).not.toContain(person.wallet)
})

it('only a visitor’s page may be kept by a browser for the way back', async () => {
  const visitors = await open('/', null)
  expect(visitors.headers.get('cache-control')).toBe('private, no-cache')
  expect(visitors.headers.get('vary')).toContain('Cookie')
  expect((await open('/', world.people.buyer)).headers.get('cache-control')).toContain('no-store')
})

it('is packed as a whole for who takes that', async () => {
  const { request } = await import('node:http')
  const packed = await new Promise<Buffer>((resolve, reject) => {
    const asked = request(`${app.url}/creators`, { headers: { 'accept-encoding': 'gzip' } }, (reply) => {
      expect(reply.headers['content-encoding']).toBe('gzip')
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () => resolve(Buffer.concat(chunks)))
    })
    asked.on('error', reject).end()
  })
  expect(gunzipSync(packed).toString()).toContain('Search posts and creators')
})

it('what is no page, or not there, is left to Next', async () => {
  for (const path of ['/nowhere', '/posts/none', '/creators/nobody-by-that-name', '//', '/studio/other'])
    expect((await open(path, null)).html, path).toBe('from Next')
  expect((await open('/', null, { rsc: '1' })).html).toBe('from Next')
})
