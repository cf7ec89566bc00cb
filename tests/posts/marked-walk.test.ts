import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FeedKeyReply } from '@/lib/schema/feeds'
import { TEXT_NAMES } from '@/lib/schema/text-names'
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
import type { Reply } from '@/tests/support/app/api-client'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

const TAG = 'walked'
const KINDS = Object.keys(POST_KINDS) as PostKind[]

/** They know nothing of posts. */
const WITHOUT_POSTS = [
  'api/auth/phone/[reference]',
  'api/auth/token',
  'api/me/balance',
  'api/me/creator',
  'api/me/earnings',
  'api/me/members',
  'api/me/members/export',
  'api/pay/[reference]',
  'api/rates',
  'api/texts/[locale]/[name]',
  'api/uploads/[id]',
  'api/words/[locale]',
  'healthz',
  'icons/[name]',
  'manifest.webmanifest',
  'offline',
  'readyz',
  'robots.txt',
  'sw.js',
]

let app: TestApp
let world: AccessWorld
let seriesId: string
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  world = await makeAccessWorld(app)
  seriesId = (await world.author.api.post('/api/me/series', { title: 'Walked' })).json.id
  for (const { post } of Object.values(world.posts)) {
    await world.author.api.patch(`/api/posts/${post.id}`, { tags: [TAG] })
    await world.author.api.put(`/api/posts/${post.id}/series`, { seriesId })
  }
})
afterAll(() => app.close())

/** Every address at which something of a post might be said, by the file that answers, and the pages. */
async function addressesOf(viewer: ViewerKind): Promise<Record<string, string[]>> {
  const api = world.apiOf(viewer)
  const { handle } = world.author
  const posts = Object.values(world.posts)
  const each = (of: (post: { id: string; mediaId: string }) => string) =>
    posts.map(({ post, mediaId }) => of({ id: post.id, mediaId }))
  const isSomebody = viewer !== 'anonymous'
  const key = isSomebody ? (await api.get('/api/me/feed-key')).as(FeedKeyReply).key : null
  const purchases: string[] = isSomebody
    ? (await api.get('/api/purchases')).json.items.map(({ id }: { id: string }) => id)
    : []
  const words = ['post', 'basic post', 'prised', `#${TAG}`, 'secret-body', 'secret-alt', 'secret-comment']
  const asked = words.map(encodeURIComponent)
  return {
    'api/creators': ['/api/creators', `/api/creators?query=${handle}`],
    'api/creators/[handle]': [`/api/creators/${handle}`],
    'api/creators/[handle]/memberships': [`/api/creators/${handle}/memberships`],
    'api/creators/[handle]/posts': ['', '?filter=open', '?filter=pictures', `?tag=${TAG}`].map(
      (query) => `/api/creators/${handle}/posts${query}`,
    ),
    'api/creators/[handle]/posts/new': [`/api/creators/${handle}/posts/new?since=2020-01-01T00:00:00Z`],
    'api/creators/[handle]/series': [`/api/creators/${handle}/series`],
    'api/feed': ['all', 'following', 'subscribed', 'loved', 'open'].flatMap((filter) => [
      `/api/feed?filter=${filter}`,
      `/api/feed?filter=${filter}&tag=${TAG}`,
    ]),
    'api/feed/new': ['/api/feed/new?since=2020-01-01T00:00:00Z'],
    'api/me': ['/api/me'],
    'api/me/activity': ['/api/me/activity'],
    'api/me/feed-key': ['/api/me/feed-key'],
    'api/me/posts/export': ['/api/me/posts/export'],
    'api/me/posts': ['/api/me/posts', '/api/me/posts?status=published&query=post'],
    'api/me/export': ['/api/me/export'],
    'api/me/series': ['/api/me/series', ...each(({ id }) => `/api/me/series?post=${id}`)],
    'api/me/series/[id]': [`/api/me/series/${seriesId}`],
    // Their titles are those of what was sold.
    'api/me/sales': ['/api/me/sales'],
    'api/me/sales/export': ['/api/me/sales/export'],
    'api/media/[id]': each(({ mediaId }) => `/api/media/${mediaId}`),
    'api/media/[id]/preview': each(({ mediaId }) => `/api/media/${mediaId}/preview`),
    'api/media/[id]/captions/[lang]': each(({ mediaId }) => `/api/media/${mediaId}/captions/en`),
    'api/media/[id]/status': each(({ mediaId }) => `/api/media/${mediaId}/status`),
    'api/notifications': ['/api/notifications'],
    'api/posts/[id]': ['', '?as=visitor', '?as=vip', '?as=buyer'].flatMap((query) =>
      each(({ id }) => `/api/posts/${id}${query}`),
    ),
    'api/posts/[id]/comments': each(({ id }) => `/api/posts/${id}/comments`),
    'api/posts/[id]/series': each(({ id }) => `/api/posts/${id}/series`),
    'api/purchases': ['/api/purchases'],
    'api/purchases/[id]': purchases.map((id) => `/api/purchases/${id}`),
    'api/purchases/[id]/receipt': purchases.map((id) => `/api/purchases/${id}/receipt`),
    'api/purchases/export': ['/api/purchases/export'],
    'api/refunds': ['/api/refunds', '/api/refunds?side=creator'],
    'api/search': asked.flatMap((q) => [`/api/search?kind=posts&q=${q}`, `/api/search?kind=creators&q=${q}`]),
    'api/search/suggestions': asked.map((q) => `/api/search/suggestions?q=${q}`),
    'api/series/[id]': [`/api/series/${seriesId}`],
    'api/series/[id]/posts': [`/api/series/${seriesId}/posts`, `/api/series/${seriesId}/posts?limit=1`],
    'api/subscriptions': ['/api/subscriptions'],
    'api/tags': ['/api/tags', `/api/tags?creator=${handle}`],
    'creators/[handle]/card.png': [`/creators/${handle}/card.png`],
    'feeds/[file]': [`/feeds/${handle}.xml`, ...(key === null ? [] : [`/feeds/${handle}.xml?key=${key}`])],
    'posts/[id]/card.png': each(({ id }) => `/posts/${id}/card.png`),
    'sitemap.xml': ['/sitemap.xml'],
    'sitemaps/[file]': ['/sitemaps/posts-1.xml', '/sitemaps/creators-1.xml'],
    pages: [
      ...['/', '/?filter=following', '/?filter=subscribed', '/creators', `/creators?query=${handle}`],
      ...['/explore', '/explore?show=loved', '/explore?show=free', `/explore?tag=${TAG}`],
      ...asked.map((q) => `/explore?q=${q}`),
      ...['', '?tab=pictures', '?tab=about', '?tab=memberships', '?tab=series', '?open=1', `?tag=${TAG}`].map(
        (query) => `/creators/${handle}${query}`,
      ),
      `/creators/${handle}/series/${seriesId}`,
      ...each(({ id }) => `/posts/${id}`),
      ...[`/join/${handle}`, '/library', '/notifications', '/sign-in'],
      ...['/studio', '/studio/numbers', '/studio/posts', '/studio/sales', '/studio/new', '/studio/tiers'],
      ...['/studio/page', '/studio/series', `/studio/series/${seriesId}`],
      ...each(({ id }) => `/studio/posts/${id}`),
      ...purchases.map((id) => `/receipts/${id}`),
      ...TEXT_NAMES.map((name) => `/${name}`),
    ],
  }
}

/** Which posts' content is in an answer: words, what is said of the picture, its address, its bytes. */
function contentIn({ text, bytes }: Reply): PostKind[] {
  return KINDS.filter((kind) => {
    const { body, comment, alt, mediaId, original } = world.posts[kind]
    const marks = [body, comment, alt, ...['"', '?', ')'].map((end) => `/api/media/${mediaId}${end}`)]
    return marks.some((mark) => text.includes(mark)) || bytes.includes(original)
  })
}

it.each(VIEWER_KINDS)('%s finds what is protected where it is unlocked, and nowhere else', async (viewer) => {
  const api = world.apiOf(viewer)
  const seen = new Map<string, Set<PostKind>>()
  for (const [file, paths] of Object.entries(await addressesOf(viewer))) {
    const seenHere = new Set<PostKind>()
    seen.set(file, seenHere)
    for (const path of paths) {
      // A page knows its reader by the cookie.
      const reply = await api.get(path, { cookie: `fonana_session=${api.token}` })
      expect(reply.status, reply.request).not.toBe(500)
      for (const kind of contentIn(reply)) {
        expect(UNLOCKED_BY[viewer][kind], `${kind} in ${reply.request}`).toBeDefined()
        seenHere.add(kind)
      }
    }
  }
  const unlocked = new Set(KINDS.filter((kind) => UNLOCKED_BY[viewer][kind] !== undefined))
  for (const file of [
    'api/posts/[id]',
    'api/feed',
    'api/series/[id]/posts',
    'api/media/[id]',
    'api/search',
    'pages',
  ])
    expect(seen.get(file), file).toEqual(unlocked)
  // Without a key it tells of cards.
  expect(seen.get('feeds/[file]')).toEqual(viewer === 'anonymous' ? new Set() : unlocked)
})

it('no address is left out', async () => {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('route.ts') && /export const GET\b/.test(readFileSync(`app/${file}`, 'utf8')),
    )
    .map((file) => file.slice(0, -'/route.ts'.length))
  const { pages, ...walked } = await addressesOf('buyer')
  expect(pages).toContain('/library')
  expect([...Object.keys(walked), ...WITHOUT_POSTS].toSorted()).toEqual(files.toSorted())
})
