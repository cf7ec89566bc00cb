import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FoundCreators, FoundPosts, Suggestions } from '@/lib/schema/search'
import { ApiClient } from '@/tests/support/app/api-client'
import { type Creator, makeCreator, makePost, SECRET } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let author: Creator
beforeAll(async () => {
  app = await startTestApp()
  author = await makeCreator(app, { handle: 'seeker_1' })
})
afterAll(() => app.close())

const asked = (q: string, more = '') => `/api/search?q=${encodeURIComponent(q)}${more}`

async function findPosts(q: string, api = new ApiClient(app.url)): Promise<string[]> {
  return (await api.get(asked(q))).as(FoundPosts).items.map(({ title }) => title)
}

async function findCreators(q: string): Promise<string[]> {
  const reply = await new ApiClient(app.url).get(asked(q, '&kind=creators'))
  return reply.as(FoundCreators).items.map(({ handle }) => handle)
}

/** A title, how people look for it, and what it is not found by. */
const SOUGHT: [title: string, found: string[], not: string[]][] = [
  ['Йод и ёлка', ['Йод', 'И\u0306од', 'йод', 'ЁЛКА', 'елк', 'е\u0308лка йод'], ['од', 'йода']],
  ['Café Łódź', ['cafe', 'CAFE\u0301', 'lodz', 'łódź caf'], ['afe']],
  ['Ζωή στην πόλη', ['ζωη', 'ΠΟΛΗ', 'ζωη πο'], []],
  ['محمّد والبحر', ['محمد', 'والبحر', 'محمّد والب'], ['بحر']],
  ['東京の古い写真', ['東京', '写真', '古い', 'の古い写真'], ['京都']],
  ['ภาพถ่ายเก่า', ['ถ่าย', 'เก่า'], []],
  ['Straße im Nebel', ['strasse', 'STRAẞE', 'nebel strasse'], []],
  ["Rock'n'roll — the slow-motion cut", ["rock'n", 'slow-motion', 'motion slow', 'Cut!'], ['low']],
  ['100% wool_sock', ['100%', '100', 'wool_s', 'sock', 'wool_sock'], ['%', '_', '1%', 'wool%', '\\']],
]

describe.each(SOUGHT)('%s', (title, found, not) => {
  it('is found however it is written, by whole words and the beginning of the last', async () => {
    await makePost(author, { title })
    for (const q of [title, ...found]) expect(await findPosts(q), q).toContain(title)
    for (const q of not) expect(await findPosts(q), q).not.toContain(title)
  })
})

it('is found in title, teaser and tags, all words somewhere, and never by the body', async () => {
  const post = {
    title: 'Unmistakable',
    teaser: 'Granite ledge',
    tags: ['slow-walk'],
    body: `verbatim ${SECRET}`,
  }
  await makePost(author, post)
  for (const q of ['unmistakable', 'granit', 'ledge slow', '#slow-walk', 'walk ledge unmistak'])
    expect(await findPosts(q), q).toEqual(['Unmistakable'])
  for (const q of ['verbatim', SECRET, 'granite verbatim', 'granit ledge granitic'])
    expect(await findPosts(q, author.api), q).toEqual([])
})

it('finds nothing that is not listed, gone, or called otherwise by now', async () => {
  const [unlisted, gone, renamed] = await Promise.all(
    ['one', 'two', 'three'].map((title) => makePost(author, { title: `Vanishing ${title}` })),
  )
  await author.api.patch(`/api/posts/${unlisted?.id}`, { listed: false })
  await author.api.delete(`/api/posts/${gone?.id}`)
  await author.api.patch(`/api/posts/${renamed?.id}`, { title: 'Arriving' })
  expect(await findPosts('vanishing', author.api)).toEqual([])
  expect(await findPosts('arriving')).toEqual(['Arriving'])
  await author.api.patch(`/api/posts/${unlisted?.id}`, { listed: true })
  expect(await findPosts('vanishing')).toEqual(['Vanishing one'])
})

it('shows of what is locked no more than its card', async () => {
  await makePost(author, { title: 'Behind the curtain', priceLamports: 5_000_000n, body: SECRET })
  const reply = await new ApiClient(app.url).get(asked('curtain'))
  expect(reply.as(FoundPosts).items.map(({ unlocked }) => unlocked)).toEqual([false])
  expect(reply.text).not.toContain(SECRET)
})

it('forgives a typo in a word of five letters or more, after what has it right', async () => {
  await makePost(author, { title: 'Photography', teaser: 'rare' })
  await makePost(author, { title: 'A photogrraphy of errors', teaser: 'rare' })
  await makePost(author, { title: 'Фотография', teaser: 'rare' })
  await makePost(author, { title: 'Cats', teaser: 'rare' })
  // The one that has it right is older, and comes first all the same.
  expect(await findPosts('photography')).toEqual(['Photography', 'A photogrraphy of errors'])
  for (const q of ['phtography', 'photograhpy', 'photographyy', 'fhotography', 'phtogr', 'phtography rare'])
    expect(await findPosts(q), q).toContain('Photography')
  for (const q of ['фотогафия', 'ФОТОГРАФЕЯ']) expect(await findPosts(q), q).toEqual(['Фотография'])
  for (const q of ['cast', 'catz', 'phtografy', 'phtography nowhere'])
    expect(await findPosts(q), q).toEqual([])
})

it('forgives it in a word with digits too, where it has five letters, and in no number or code', async () => {
  const { handle } = await makeCreator(app, { handle: 'margaretq1bw0' })
  for (const q of ['margaretq1bw0', 'margaretq1bwz', 'zargaretq1bw0', 'margazetq1bw0', 'margretq1bw0'])
    expect(await findCreators(q), q).toEqual([handle])
  await makePost(author, { title: 'Letter gk49b7 of 19485' })
  for (const q of ['gk49b7', '19485']) expect(await findPosts(q), q).toHaveLength(1)
  for (const q of ['gk49b8', 'gk94b7', '19486', '1948x']) expect(await findPosts(q), q).toEqual([])
})

it('answers page by page, each hit once, through all that is found', async () => {
  const titles = ['Quarry one', 'Quarry two', 'Quarry three', 'Quary four', 'Quary five']
  for (const title of titles) await makePost(author, { title })
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path = asked('quarry', `&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
    const { items, nextCursor } = (await new ApiClient(app.url).get(path)).as(FoundPosts)
    seen.push(...items.map(({ title }) => title))
    cursor = nextCursor
  }
  expect(seen).toEqual(['Quarry three', 'Quarry two', 'Quarry one', 'Quary five', 'Quary four'])
})

it('answers what names no word with an empty page, and refuses what is no query', async () => {
  const api = new ApiClient(app.url)
  for (const q of ['…', '?!', "'", '""', '&', '| !', ':*', '\\', "a' & 'b", '(', '<->'])
    expect((await api.get(asked(q))).as(FoundPosts).nextCursor, q).toBeNull()
  for (const q of ['', ' ', 'x'.repeat(101)])
    expect((await api.get(asked(q))).fieldErrors('q'), q).not.toEqual([])
  expect((await api.get(asked('x'.repeat(100)))).as(FoundPosts).items).toEqual([])
  for (const cursor of ['7.x', author.id, `9.${author.id}`])
    (await api.get(asked('quarry', `&cursor=${cursor}`))).fieldErrors('cursor')
})

describe('creators', () => {
  it('are found by name and handle, then by what they say of themselves, then nearly', async () => {
    const [named, other] = [await makeCreator(app), await makeCreator(app)]
    await named.api.patch('/api/me', { displayName: 'Zoë Ёжикова' })
    await other.api.patch('/api/me/creator', { bio: 'I paint for Zoë alone.' })
    expect(await findCreators('zoe')).toEqual([named.handle, other.handle])
    expect(await findCreators('ежик')).toEqual([named.handle])
    expect(await findCreators('ежекова')).toEqual([named.handle])
    expect(await findCreators('SEEKER_1')).toEqual(['seeker_1'])
    expect(await findCreators('@seeker')).toEqual(['seeker_1'])
    await named.api.patch('/api/me', { displayName: 'Later' })
    expect(await findCreators('zoe')).toEqual([other.handle])
    expect(await findCreators('later')).toEqual([named.handle])
  })
})

it('suggests the first of both while somebody types', async () => {
  await makePost(author, { title: 'Suggestible', priceLamports: 5_000_000n, body: SECRET })
  const reply = await new ApiClient(app.url).get('/api/search/suggestions?q=sugges')
  expect(reply.as(Suggestions).posts.map(({ title }) => title)).toEqual(['Suggestible'])
  expect(reply.text).not.toContain(SECRET)
  const named = (await new ApiClient(app.url).get('/api/search/suggestions?q=seeker')).as(Suggestions)
  expect(named.creators.map(({ handle }) => handle)).toEqual(['seeker_1'])
})

it('finds what a release wrote that knows of no search, however its words are', async () => {
  const post = await makePost(author, { title: 'Before' })
  const ligatures = '\ufdfa'.repeat(140)
  await app.app.db.transact((tx) =>
    tx.sql.execute(sql`update posts set title = ${`Afterwards ${ligatures}`} where id = ${post.id}`),
  )
  expect(await findPosts('afterwards')).toHaveLength(1)
})
