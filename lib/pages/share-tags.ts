import { shortenAtWord, withoutIsolates } from '@/lib/characters'
import { escapeXml } from '@/lib/http/reach/xml'
import { creatorHref, exploreHref, feedHref, joinHref, postHref, seriesHref } from '@/lib/links'
import type { Route } from '@/lib/routes'
import type { Boot } from '@/lib/schema/boot'
import type { CreatorProfile } from '@/lib/schema/creators'
import type { Post } from '@/lib/schema/posts'
import { plainTextOf } from '@/lib/schema/rich-text'
import type { SeriesPage } from '@/lib/schema/series'

const SITE = 'Fonana'
const LANGUAGES = { en: 'en_US', ru: 'ru_RU' } as const
/** As many letters as chats and search engines show. */
const DESCRIPTION_MAX = 200

interface Shared {
  path: string
  type: 'website' | 'article' | 'profile'
  /** Null: as the page itself says. */
  title: string | null
  description: string | null
  /** Path of the drawn card; null where the page has none. */
  card: string | null
  feed: string | null
}

/**
 * What a link to the page is shown with elsewhere, for the head: Open Graph (https://ogp.me), Twitter, and the page's one
 * address. For machines alone: the browser has no part of it, and renders nothing of it. Empty for pages of one reader.
 */
export function shareTags(route: Route, boot: Boot, early: string, { origin }: URL): string {
  const shared = sharedOf(route, boot)
  if (shared === null) return ''
  const title = shared.title === null ? titleIn(early) : escapeXml(shared.title)
  const description =
    shared.description === null
      ? descriptionIn(early)
      : escapeXml(shortenAtWord(shared.description, DESCRIPTION_MAX))
  const url = escapeXml(origin + shared.path)
  const image = escapeXml(origin + (shared.card ?? '/icons/512.png'))
  const [width, height] = shared.card === null ? [512, 512] : [1200, 630]
  return [
    `<link rel="canonical" href="${url}"/>`,
    shared.feed === null
      ? ''
      : `<link rel="alternate" type="application/rss+xml" href="${escapeXml(origin + shared.feed)}"/>`,
    ...Object.entries({
      'og:site_name': SITE,
      'og:type': shared.type,
      'og:locale': LANGUAGES[boot.locale],
      'og:url': url,
      'og:title': title,
      'og:description': description,
      'og:image': image,
      'og:image:width': String(width),
      'og:image:height': String(height),
      'og:image:alt': title,
    }).map(([property, content]) => `<meta property="${property}" content="${content}"/>`),
    ...Object.entries({
      'twitter:card': shared.card === null ? 'summary' : 'summary_large_image',
      'twitter:title': title,
      'twitter:description': description,
      'twitter:image': image,
    }).map(([name, content]) => `<meta name="${name}" content="${content}"/>`),
  ].join('')
}

function sharedOf(route: Route, { seeds }: Boot): Shared | null {
  const seedOf = <T>(noun: string) =>
    seeds.find(([[first, second]]) => first === noun && second === 'one')?.[1] as T
  const plain = { type: 'website', title: null, description: null, card: null, feed: null } as const
  switch (route.page) {
    case 'feed':
      return { ...plain, path: '/' }
    case 'explore':
      return route.tag === ''
        ? { ...plain, path: '/explore' }
        : { ...plain, path: exploreHref({ tag: route.tag }) }
    case 'creators':
      return { ...plain, path: '/creators' }
    case 'sign-in':
      return { ...plain, path: '/sign-in' }
    case 'join':
      return { ...plain, path: joinHref(seedOf<CreatorProfile>('creators').handle) }
    case 'creator': {
      const { handle, displayName, bio } = seedOf<CreatorProfile>('creators')
      const path = creatorHref(handle)
      const title = `${displayName} (@${handle})`
      return {
        path,
        type: 'profile',
        title,
        description: bio || null,
        card: `${path}/card.png`,
        feed: feedHref(handle),
      }
    }
    case 'series': {
      const { handle } = seedOf<CreatorProfile>('creators')
      const { id, title, description } = seedOf<SeriesPage>('series')
      const card = `${creatorHref(handle)}/card.png`
      return { ...plain, path: seriesHref(handle, id), title, description: description || null, card }
    }
    case 'post': {
      const post = seedOf<Post>('posts')
      const { id, title, author } = post
      const path = postHref(id)
      const feed = author.handle === null ? null : feedHref(author.handle)
      return {
        path,
        type: 'article',
        title,
        description: descriptionOf(post),
        card: `${path}/card.png`,
        feed,
      }
    }
    case 'text':
      return { ...plain, path: `/${route.name}` }
    default:
      return null
  }
}

/** What is for some stays theirs, in their own head too. */
function descriptionOf({ teaser, unlockedBy, content }: Post): string | null {
  const isForAll = unlockedBy === 'open'
  return teaser || (isForAll && content?.blocks && plainTextOf(content.blocks)) || null
}

/** As they stand there, escaped. */
function titleIn(early: string): string {
  return withoutIsolates(/<title>([^<]*)<\/title>/.exec(early)?.[1] ?? SITE).replace(` · ${SITE}`, '')
}

function descriptionIn(early: string): string {
  return /<meta name="description" content="([^"]*)"/.exec(early)?.[1] ?? ''
}
