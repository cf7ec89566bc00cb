import { afterAll, beforeAll, expect, it } from 'vitest'
import { Sitemap } from '@/lib/domain/reach/sitemap'
import { TEXT_NAMES } from '@/lib/schema/text-names'
import { ApiClient } from '@/tests/support/app/api-client'
import { type Creator, makeCreator, makePost, SECRET } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

const SITE = 'https://fonana.example'

let app: TestApp
let author: Creator
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp({ env: { PUBLIC_URL: SITE } })
  author = await makeCreator(app)
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

const locs = (xml: string) => Array.from(xml.matchAll(/<loc>(.*?)<\/loc>/g), ([, loc = '']) => loc)

/** Everything that the index leads to. */
async function readAll(): Promise<string[]> {
  const pieces = locs((await anonymous.get('/sitemap.xml')).text)
  const found = []
  for (const piece of pieces) found.push(...locs((await anonymous.get(piece.replace(SITE, ''))).text))
  return found
}

it('robots are told what is for everybody, and where all of it is', async () => {
  const { status, text, headers } = await anonymous.get('/robots.txt')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toContain('text/plain')
  const lines = text.split('\n')
  for (const path of ['/api/', '/studio', '/library', '/notifications', '/receipts'])
    expect(lines).toContain(`Disallow: ${path}`)
  expect(lines).toContain(`Sitemap: ${SITE}/sitemap.xml`)
})

it('leads to creators, listed posts and what the site says of itself, and to nothing else', async () => {
  const [open, locked] = [await makePost(author), await makePost(author, { priceLamports: 5_000_000n })]
  const [unlisted, deleted] = [await makePost(author), await makePost(author)]
  await author.api.patch(`/api/posts/${unlisted.id}`, { listed: false })
  await author.api.delete(`/api/posts/${deleted.id}`)
  const found = await readAll()
  expect(new Set(found)).toEqual(
    new Set([
      `${SITE}/`,
      `${SITE}/explore`,
      `${SITE}/creators`,
      ...TEXT_NAMES.map((name) => `${SITE}/${name}`),
      `${SITE}/creators/${author.handle}`,
      `${SITE}/posts/${open.id}`,
      `${SITE}/posts/${locked.id}`,
    ]),
  )
  expect(found).toHaveLength(6 + TEXT_NAMES.length)
  const piece = await anonymous.get('/sitemaps/2.xml')
  expect(piece.headers.get('content-type')).toContain('application/xml')
  expect(piece.text).not.toContain(SECRET)
  expect((await anonymous.call('HEAD', '/sitemaps/1.xml')).status).toBe(200)
})

it('what is no piece is not there', async () => {
  for (const path of ['0.xml', '3.xml', '1', 'x.xml', '01.xml'])
    (await anonymous.get(`/sitemaps/${path}`)).problem('not_found')
})

it('pieces that are full keep their ends, whatever comes or goes', async () => {
  const writer = await makeCreator(app)
  const posts = []
  for (let count = 0; count < 8; count += 1) posts.push(await makePost(writer))
  const pieces = (await new Sitemap(app.app.db, 3).pieces()).filter(({ kind }) => kind === 'posts')
  expect(pieces.length).toBeGreaterThan(3)
  await writer.api.delete(`/api/posts/${posts[1]?.id}`)
  await makePost(writer)
  const later = new Sitemap(app.app.db, 3)
  const after = (await later.pieces()).filter(({ kind }) => kind === 'posts')
  expect(after.slice(0, pieces.length - 1)).toEqual(pieces.slice(0, -1))
  const names: string[] = []
  for (const piece of after)
    for await (const page of later.read(piece)) names.push(...page.map(({ name }) => name))
  expect(names).toEqual([...names].sort())
  expect(names).not.toContain(posts[1]?.id)
  for (const { id } of posts.filter((_, index) => index !== 1))
    expect(names.filter((name) => name === id)).toEqual([id])
})
