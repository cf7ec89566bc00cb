import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ApiClient, type Reply } from '@/tests/support/app/api-client'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let creator: Creator
let fan: Person
let postId: string
beforeAll(async () => {
  app = await startTestApp()
  creator = await makeCreator(app)
  fan = await signIn(app)
  postId = (await makePost(creator)).id
})
afterAll(() => app.close())

const tier = (change: object) => [{ tier: 'basic', priceLamports: 5_000_000, name: 'Basic', ...change }]

interface Place {
  field: string
  write(text: string): Promise<Reply>
  read?(reply: Reply): string
}

/** Every place where somebody can write one line. */
const LINES: Record<string, Place> = {
  'a name': {
    field: 'displayName',
    write: (displayName) => fan.api.patch('/api/me', { displayName }),
    read: ({ json }) => json.displayName,
  },
  'a creator’s name': {
    field: 'displayName',
    write: (displayName) => creator.api.patch('/api/me/creator', { displayName }),
    read: ({ json }) => json.displayName,
  },
  'a new creator’s name': {
    field: 'displayName',
    write: async (displayName) =>
      (await signIn(app)).api.post('/api/me/creator', {
        handle: `h${randomBytes(8).toString('hex')}`,
        displayName,
      }),
    read: ({ json }) => json.displayName,
  },
  'a title': {
    field: 'title',
    write: (title) => creator.api.post('/api/posts', { title, body: 'x' }),
    read: ({ json }) => json.title,
  },
  'a changed title': {
    field: 'title',
    write: (title) => creator.api.patch(`/api/posts/${postId}`, { title }),
    read: ({ json }) => json.title,
  },
  'a tier’s name': {
    field: '0.name',
    write: (name) => creator.api.put('/api/me/tiers', tier({ name })),
    read: ({ json }) => json[0].name,
  },
  'a benefit': {
    field: '0.benefits.0',
    write: (benefit) => creator.api.put('/api/me/tiers', tier({ benefits: [benefit] })),
    read: ({ json }) => json[0].benefits[0],
  },
}

/** Every place where somebody can write several. */
const TEXTS: Record<string, Place> = {
  'a comment': {
    field: 'body',
    write: (body) => fan.api.post(`/api/posts/${postId}/comments`, { body }),
    read: ({ json }) => json.body,
  },
  'a post': {
    field: 'body',
    write: (body) => creator.api.post('/api/posts', { title: 'x', body }),
    read: ({ json }) => json.content.body,
  },
  'a teaser': {
    field: 'teaser',
    write: (teaser) => creator.api.post('/api/posts', { title: 'x', body: 'x', teaser }),
    read: ({ json }) => json.teaser,
  },
  'a bio': {
    field: 'bio',
    write: (bio) => creator.api.patch('/api/me/creator', { bio }),
    read: ({ json }) => json.bio,
  },
  'a search': {
    field: 'query',
    write: (query) => fan.api.get(`/api/creators?query=${encodeURIComponent(query)}`),
  },
}

/** Texts that are no text of ours, wherever they come in. */
const FIELDS: Record<string, Place> = {
  'a handle': {
    field: 'handle',
    write: (handle) => fan.api.post('/api/me/creator', { handle, displayName: 'x' }),
  },
  'a referrer': {
    field: 'referredBy',
    write: (referredBy) => fan.api.post('/api/me/creator', { handle: 'fine', displayName: 'x', referredBy }),
  },
  'a signed message': {
    field: 'message',
    write: (message) => fan.api.post('/api/auth/sign-in', { wallet: fan.wallet, message, signature: 'AAAA' }),
  },
  'a field that nobody reads': {
    field: 'deep.0.er',
    write: (er) => fan.api.post(`/api/posts/${postId}/comments`, { body: 'x', deep: [{ er }] }),
  },
  'a cursor': {
    field: 'cursor',
    write: (cursor) => fan.api.get(`/api/feed?cursor=${encodeURIComponent(cursor)}`),
  },
}

const HALVES = ['a\ud800b', '\udc00', 'a\udfff']
const CONTROLS = ['a\u0000b', 'a\u0007b', 'a\u007fb', 'a\u0085b']

describe.each(Object.entries({ ...LINES, ...TEXTS, ...FIELDS }))('%s', (_, { field, write, read }) => {
  it('is refused with half a character or a control character in it, and says in which field', async () => {
    // What is half cannot be written into an address.
    const texts = write.toString().includes('encodeURI') ? CONTROLS : [...HALVES, ...CONTROLS]
    for (const text of texts) expect((await write(text)).fieldErrors(field).length).toBeGreaterThan(0)
  })

  if (read !== undefined)
    it('is kept composed, with everything that people write', async () => {
      for (const text of ['Łódź «ё» 👨‍👩‍👧‍👦', 'می‌خواهم', 'שלום', '私'])
        expect(read(await write(text))).toBe(text)
      expect(read(await write('e\u0301\u0438\u0306'))).toBe('éй')
    })
})

describe.each(Object.entries(LINES))('%s', (_, { field, write }) => {
  it('is one line that can be seen and turns nothing beside it', async () => {
    for (const text of ['\u200b', '\u3164', '\u2800', '\u00ad\u2060', '\u{e0041}', 'a\u2028b', 'a\nb'])
      expect((await write(text)).fieldErrors(field)).toHaveLength(1)
    for (const text of ['\u202Eydna', 'a\u2066b', 'a\u200eb', 'a\u061cb'])
      expect((await write(text)).fieldErrors(field)).toHaveLength(1)
  })
})

it.each(['a comment', 'a post'])('%s says something that can be seen', async (name) => {
  const { field, write } = TEXTS[name] as Place
  for (const text of ['\u200b\u200b', '\u3164', ' \u00ad '])
    expect((await write(text)).fieldErrors(field)).toHaveLength(1)
})

it('a comment of emoji is told to the author in whole ones', async () => {
  for (const body of ['😀'.repeat(101), '👨‍👩‍👧‍👦'.repeat(150), `a${'😀'.repeat(600)}`]) {
    expect((await fan.api.post(`/api/posts/${postId}/comments`, { body })).status).toBe(201)
    const [{ params, body: said }] = (await creator.api.get('/api/notifications')).json.items
    expect(params.excerpt.isWellFormed()).toBe(true)
    expect(body.startsWith(params.excerpt.replace(/…$/, ''))).toBe(true)
    expect(said).toContain(params.excerpt)
  }
})

it('a post may have 50,000 characters of any script, however it is sent', async () => {
  const headers = { 'content-type': 'application/json' }
  for (const body of ['私'.repeat(50_000), '😀'.repeat(25_000), '"'.repeat(50_000)]) {
    const plain = JSON.stringify({ title: 'Long', body })
    const escaped = plain.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
    for (const sent of [plain, escaped]) {
      const reply = await creator.api.post('/api/posts', sent, headers)
      expect(reply.status).toBe(201)
      expect(reply.json.content.body).toBe(body)
    }
  }
  const long = await creator.api.post('/api/posts', { title: 'Long', body: '私'.repeat(50_001) })
  expect(long.fieldErrors('body')).toHaveLength(1)
})

it('a body that is not UTF-8 is no JSON', async () => {
  const bytes = Buffer.concat([Buffer.from('{"body":"a'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])
  const headers = { 'content-type': 'application/json' }
  ;(await fan.api.post(`/api/posts/${postId}/comments`, bytes, headers)).problem('bad_request')
})

it('a body may be nested as deep as it can be sent', async () => {
  const headers = { 'content-type': 'application/json' }
  const deep = `{"body":"x","deep":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
  expect((await fan.api.post(`/api/posts/${postId}/comments`, deep, headers)).status).toBe(201)
})

const BROKEN = ['%00', 'a%00', '%07', '%7f', '%C2%85', '%ED%A0%80', '%FF', '%C0%80']

it.each(BROKEN)('an address with %s in it names nothing', async (part) => {
  const anybody = new ApiClient(app.url)
  const replies = [
    await anybody.post(`/api/pay/${part}`, { account: fan.wallet }),
    await anybody.get(`/api/posts/${part}`),
    await anybody.get(`/api/creators/${part}`),
    await anybody.get(`/api/creators/${part}/posts`),
    await anybody.get(`/api/media/${part}`),
    await fan.api.put(`/api/posts/${part}/like`),
    await fan.api.delete(`/api/comments/${part}`),
    await fan.api.get(`/api/purchases/${part}`),
    await fan.api.get(`/api/purchases/${part}/receipt`),
    await fan.api.post(`/api/refunds/${part}/submit`, { transaction: 'AAAA' }),
    await fan.api.post(`/api/subscriptions/${part}/cancel`),
    await anybody.get(`/api/${part}`),
  ]
  for (const reply of replies) reply.problem('not_found')
})

it.each(BROKEN)('a query with %s in it is invalid', async (value) => {
  for (const [path, name] of [
    ['/api/creators', 'query'],
    ['/api/feed', 'cursor'],
    ['/api/feed', 'filter'],
    ['/api/notifications', 'cursor'],
    ['/api/purchases/export', 'format'],
    [`/api/posts/${postId}/comments`, 'cursor'],
  ] as const)
    (await fan.api.get(`${path}?${name}=${value}`)).fieldErrors(name)
})

it('an address that cannot be read at all is unreadable', async () => {
  for (const path of ['/api/posts/%', '/api/posts/%zz', '/api/posts/%0'])
    (await fan.api.get(path)).problem('bad_request')
})
