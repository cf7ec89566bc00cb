import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FeedKeyReply } from '@/lib/schema/feeds'
import type { Post } from '@/lib/schema/posts'
import { writtenPicture } from '@/lib/schema/text-pictures'
import { ApiClient } from '@/tests/support/app/api-client'
import { addPicture } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost, type Person, SECRET, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'

const SITE = 'https://fonana.example'
const TITLE = 'Съёмка на рассвете & "море"'
const TEASER = `Как я ждал света. ${'Длинный рассказ о ветре и воде. '.repeat(12)}`
const BODY = `первая строка <b> ${SECRET}`
const encoded = (html: string) =>
  html.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

let app: TestApp
let author: Creator
let buyer: Person
let stranger: Person
let anonymous: ApiClient
let locked: Post
let open: Post
let unlisted: Post
let deleted: Post
beforeAll(async () => {
  app = await startTestApp({ env: { PUBLIC_URL: SITE } })
  author = await makeCreator(app)
  ;[buyer, stranger] = [await signIn(app), await signIn(app)]
  anonymous = new ApiClient(app.url)
  await fund(buyer)
  const { id } = await addPicture(author, 7)
  const forAll = await addPicture(author, 8)
  await author.api.patch(`/api/media/${forAll.id}`, { alt: 'A <hut>' })
  locked = await makePost(author, {
    title: TITLE,
    teaser: TEASER,
    body: `${writtenPicture(id)}\n\n${BODY}`,
    priceLamports: 50_000_000n,
    mediaIds: [id],
  })
  open = await makePost(author, {
    title: 'An open post',
    body: `open ${SECRET}-open\n\n${writtenPicture(forAll.id)}`,
    mediaIds: [forAll.id],
  })
  ;[unlisted, deleted] = [
    await makePost(author, { title: 'Taken out', body: SECRET, priceLamports: 50_000_000n }),
    await makePost(author, { title: 'Gone' }),
  ]
  await author.api.patch(`/api/posts/${unlisted.id}`, { listed: false })
  await author.api.delete(`/api/posts/${deleted.id}`)
  await buy(buyer, { kind: 'post', postId: locked.id })
})
afterAll(() => app.close())

const tag = (html: string, name: string) =>
  new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html)?.[1]

describe('the head of a page', () => {
  it('tells a post’s title, teaser, address and card, and nothing that is protected', async () => {
    const { text } = await anonymous.get(`/posts/${locked.id}?from=a-chat`)
    const head = text.slice(0, text.indexOf('</head>'))
    expect(head).toContain(`<link rel="canonical" href="${SITE}/posts/${locked.id}"/>`)
    expect(tag(head, 'og:title')).toBe('Съёмка на рассвете &amp; &quot;море&quot;')
    expect(tag(head, 'og:url')).toBe(`${SITE}/posts/${locked.id}`)
    expect(tag(head, 'og:image')).toBe(`${SITE}/posts/${locked.id}/card.png`)
    expect(tag(head, 'twitter:card')).toBe('summary_large_image')
    expect(tag(head, 'og:type')).toBe('article')
    for (const name of ['description', 'og:description', 'twitter:description']) {
      const said = tag(head, name) ?? ''
      expect(said).toMatch(/^Как я ждал света\. .*\p{L}\.?…$/u)
      expect([...said].length).toBeLessThanOrEqual(201)
      expect(TEASER.startsWith(said.slice(0, -1))).toBe(true)
    }
    expect(text).not.toContain(SECRET)
    expect(head).toContain(`href="${SITE}/feeds/${author.handle}.xml"`)
  })

  it('tells the words of a post that has no teaser where they are for all, and never what somebody has paid for', async () => {
    const { text } = await anonymous.get(`/posts/${open.id}`)
    expect(tag(text, 'og:description')).toBe(`open ${SECRET}-open`)
    const bare = await makePost(author, { title: 'Bare', body: SECRET, priceLamports: 50_000_000n })
    await buy(buyer, { kind: 'post', postId: bare.id })
    const own = await buyer.api.get(`/posts/${bare.id}`, { cookie: `fonana_session=${buyer.token}` })
    expect(own.text).toContain(SECRET)
    expect(own.text.slice(0, own.text.indexOf('</head>'))).not.toContain(SECRET)
    await author.api.patch(`/api/posts/${bare.id}`, { listed: false })
  })

  it('of a creator and of the other public pages too; those of one reader have no tags', async () => {
    const creator = (await anonymous.get(`/creators/${author.handle}`)).text
    expect(tag(creator, 'og:title')).toBe(`The ${author.handle} (@${author.handle})`)
    expect(tag(creator, 'og:image')).toBe(`${SITE}/creators/${author.handle}/card.png`)
    for (const [path, canonical] of [
      ['/', '/'],
      ['/?filter=all', '/'],
      ['/creators?query=x', '/creators'],
      ['/sign-in?next=%2Flibrary', '/sign-in'],
      [`/join/${author.handle}`, `/join/${author.handle}`],
    ]) {
      const { text } = await anonymous.get(path ?? '')
      expect(text, path).toContain(`<link rel="canonical" href="${SITE}${canonical}"/>`)
      expect(tag(text, 'og:title'), path).toBeTruthy()
      expect(tag(text, 'og:description'), path).toBeTruthy()
    }
    expect((await anonymous.get('/library')).text).not.toContain('og:title')
  })
})

describe('a card', () => {
  const paths = () => [`/posts/${locked.id}/card.png`, `/creators/${author.handle}/card.png`]

  it('is a picture of 1200 × 630 that caches keep for an hour', async () => {
    for (const path of paths()) {
      const { status, bytes, headers } = await anonymous.get(path)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('image/png')
      expect(headers.get('cache-control')).toBe('public, max-age=3600')
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      const { format, width, height } = await sharp(bytes).metadata()
      expect({ format, width, height }).toEqual({ format: 'png', width: 1200, height: 630 })
      const etag = headers.get('etag') ?? ''
      expect((await anonymous.get(path, { 'if-none-match': etag })).status).toBe(304)
      const head = await anonymous.call('HEAD', path)
      expect([head.status, head.bytes.length]).toEqual([200, 0])
      expect(head.headers.get('content-length')).toBe(String(bytes.length))
    }
  })

  it('is another one when what it says is another, and the same whoever asks', async () => {
    const path = `/posts/${open.id}/card.png`
    const before = await anonymous.get(path)
    expect((await author.api.get(path)).bytes.equals(before.bytes)).toBe(true)
    await author.api.patch(`/api/posts/${open.id}`, { title: 'Совсем другое' })
    const after = await anonymous.get(path)
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
    expect(after.bytes.equals(before.bytes)).toBe(false)
  })

  it('of what is not there for everybody is not there, for its author either', async () => {
    for (const { id } of [unlisted, deleted]) {
      for (const api of [anonymous, author.api]) (await api.get(`/posts/${id}/card.png`)).problem('not_found')
    }
    ;(await anonymous.get('/posts/none/card.png')).problem('not_found')
    ;(await anonymous.get('/creators/nobody_there/card.png')).problem('not_found')
  })
})

describe('a feed', () => {
  const path = () => `/feeds/${author.handle}.xml`
  const keyOf = async ({ api }: Person) => (await api.get('/api/me/feed-key')).as(FeedKeyReply).key

  it('has the cards of what is listed, and no content for who has not paid', async () => {
    for (const key of [null, await keyOf(stranger)]) {
      const { text, headers } = await anonymous.get(path() + (key === null ? '' : `?key=${key}`))
      expect(headers.get('content-type')).toContain('application/rss+xml')
      expect(text).toContain('<title>Съёмка на рассвете &amp; &quot;море&quot;</title>')
      expect(text).toContain(`<link>${SITE}/posts/${locked.id}</link>`)
      expect(text.match(/<item>/g)).toHaveLength(2)
      expect(text.replaceAll(`${SECRET}-open`, '')).not.toContain(SECRET)
      for (const { id } of [unlisted, deleted]) expect(text).not.toContain(id)
      if (key === null) expect(text).not.toContain(SECRET)
      else expect(text).toContain(`${SECRET}-open`)
      if (key !== null) expect(text).not.toContain(key)
    }
  })

  it('has by the key of who has paid what they may read, and by the author’s not what is unlisted', async () => {
    const { text, headers } = await anonymous.get(`${path()}?key=${await keyOf(buyer)}`)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(text).toContain(`первая строка &amp;lt;b&amp;gt; ${SECRET}&lt;/p&gt;</content:encoded>`)
    const own = await anonymous.get(`${path()}?key=${await keyOf(author)}`)
    expect(own.text).toContain(SECRET)
    expect(own.text).not.toContain(unlisted.id)
  })

  it('has the pictures of a post that has no words', async () => {
    const { id } = await addPicture(author, 9)
    const input = { title: 'Light', mediaIds: [id] }
    const wordless = (await author.api.post('/api/posts', input)).json as Post
    const { text } = await anonymous.get(`${path()}?key=${await keyOf(buyer)}`)
    const item = text.split('<item>').find((part) => part.includes(wordless.id))
    expect(item).toContain(encoded(`<p><img src="${SITE}/api/media/${id}`))
    await author.api.delete(`/api/posts/${wordless.id}`)
  })

  it('shows a picture in the text where it is for all, and else the blurred one, which leads to the post', async () => {
    const { text } = await anonymous.get(`${path()}?key=${await keyOf(buyer)}`)
    const [shown, guarded] = [open.media[0]?.id, locked.media[0]?.id]
    const src = `${SITE}/api/media/${shown}?w=960`
    expect(text).toContain(
      encoded(`<p><img src="${src}" alt="A &lt;hut&gt;" `).replaceAll('&lt;hut&gt;', '&amp;lt;hut&amp;gt;'),
    )
    expect((await anonymous.get(`/api/media/${shown}?w=960`)).status).toBe(200)
    expect(text).toContain(
      encoded(`<a href="${SITE}/posts/${locked.id}"><img src="${SITE}/api/media/${guarded}/preview" alt="" `),
    )
    expect(text).not.toContain(`/api/media/${guarded}?`)
  })

  it('gives nothing by a key that was renewed, and a session is no key', async () => {
    const before = await keyOf(buyer)
    expect(await keyOf(buyer)).toBe(before)
    const { key } = (await buyer.api.delete('/api/me/feed-key')).as(FeedKeyReply)
    expect(key).not.toBe(before)
    expect(await keyOf(buyer)).toBe(key)
    ;(await anonymous.get(`${path()}?key=${before}`)).problem('invalid_token')
    expect((await buyer.api.get(path())).text).not.toContain(SECRET)
    ;(await anonymous.get('/api/me/feed-key')).problem('unauthorized')
    ;(await anonymous.get('/feeds/nobody_there.xml')).problem('not_found')
    ;(await anonymous.get(`/feeds/${author.handle}`)).problem('not_found')
  })
})
