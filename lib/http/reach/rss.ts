import { creatorHref, postHref, textPictureUrl } from '@/lib/links'
import type { CreatorCard } from '@/lib/schema/creators'
import type { Post } from '@/lib/schema/posts'
import type { Block } from '@/lib/schema/rich-text'
import { htmlOf } from './rich-text'
import { escapeXml, XML_HEAD } from './xml'

interface Feed {
  creator: CreatorCard
  posts: readonly Post[]
  /** Whether it is somebody's own, with what they may read. */
  isOwn: boolean
  site: URL
}

const NAMESPACES =
  'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"'

/** https://www.rssboard.org/rss-specification */
export function rssOf({ creator, posts, isOwn, site: { origin } }: Feed): string {
  const self = `${origin}/feeds/${creator.handle}.xml`
  return [
    `${XML_HEAD}<rss version="2.0" ${NAMESPACES}><channel>`,
    element('title', `${creator.displayName} · Fonana`),
    element('link', origin + creatorHref(creator.handle)),
    element('description', creator.bio || creator.displayName),
    // Without a key: it is what others would be told.
    `<atom:link rel="self" type="application/rss+xml" href="${escapeXml(self)}"/>`,
    ...posts.map((post) => itemOf(post, isOwn, origin)),
    '</channel></rss>\n',
  ].join('\n')
}

function itemOf(post: Post, isOwn: boolean, origin: string): string {
  const link = origin + postHref(post.id)
  return [
    '<item>',
    element('title', post.title),
    element('link', link),
    `<guid isPermaLink="true">${escapeXml(link)}</guid>`,
    element('pubDate', new Date(post.createdAt).toUTCString()),
    element('description', asHtml(post.teaser)),
    ...(isOwn && post.content?.blocks !== undefined
      ? [element('content:encoded', contentHtml(post, post.content.blocks, origin))]
      : []),
    '</item>',
  ].join('')
}

/** Its text with the pictures that stand there; where there is none, its pictures. */
function contentHtml(post: Post, blocks: readonly Block[], origin: string): string {
  const picture = (id: string) => pictureHtml(post, id, origin)
  if (blocks.length > 0) return htmlOf(blocks, origin, picture)
  return post.media.flatMap(({ id, kind }) => (kind === 'image' ? [picture(id)] : [])).join('')
}

/** Readers of feeds have no session: of what is not open to all they get the blurred preview, which leads to the post. */
function pictureHtml(post: Post, pictureId: string, origin: string): string {
  const picture = post.media.find(({ id }) => id === pictureId)
  if (!picture?.preview) return ''
  const alt = post.content?.media.find(({ id }) => id === pictureId)?.alt ?? ''
  const isForAll = post.minTier === null && post.priceLamports === null
  const src = origin + (isForAll ? textPictureUrl(pictureId) : picture.preview)
  const image = `<img src="${escapeXml(src)}" alt="${escapeXml(alt)}" width="${picture.width}" height="${picture.height}"/>`
  return isForAll ? `<p>${image}</p>` : `<p><a href="${origin + postHref(post.id)}">${image}</a></p>`
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`
}

/** Readers of feeds take it for HTML: what is a text stays one. */
function asHtml(text: string): string {
  return escapeXml(text).replace(/\r?\n/g, '<br/>')
}
