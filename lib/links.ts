import type { Focus } from '@/lib/schema/focus'
import type { PictureWidth } from '@/lib/schema/pictures'

/** No screen shows a post's picture or a cover so small that the narrowest would do. */
const WIDE = [480, 960, 1600] as const satisfies readonly PictureWidth[]
const NARROW = [96, 480] as const satisfies readonly PictureWidth[]

export const postHref = (postId: string) => `/posts/${postId}`
export const editPostHref = (postId: string) => `/studio/posts/${postId}`
export const creatorHref = (handle: string) => `/creators/${handle}`
/** A view of a creator's page. */
export function creatorTabHref(
  handle: string,
  { tab = 'posts', tag = '', open = false }: { tab?: string; tag?: string; open?: boolean },
): string {
  const query = new URLSearchParams({
    ...(tab !== 'posts' && { tab }),
    ...(tag !== '' && { tag }),
    ...(open && { open: '1' }),
  }).toString()
  return query === '' ? creatorHref(handle) : `${creatorHref(handle)}?${query}`
}

/** The list of one's own posts: which of them, found by what, and how they are shown. */
export function ownPostsHref({ which, q, look }: { which: string; q: string; look: string }): string {
  const query = new URLSearchParams({
    ...(which !== 'all' && { which }),
    ...(q !== '' && { q }),
    ...(look !== 'cards' && { look }),
  }).toString()
  return query === '' ? '/studio/posts' : `/studio/posts?${query}`
}

export const seriesHref = (handle: string, seriesId: string) => `${creatorHref(handle)}/series/${seriesId}`
export const editSeriesHref = (seriesId: string) => `/studio/series/${seriesId}`

export const feedHref = (handle: string) => `/feeds/${handle}.xml`
export const receiptHref = (purchaseId: string) => `/receipts/${purchaseId}`
export const joinHref = (handle: string) => `/join/${handle}`
export const commentAnchor = (commentId: string) => `comment-${commentId}`
export const commentHref = (postId: string, commentId: string) =>
  `${postHref(postId)}#${commentAnchor(commentId)}`

/** The picture itself; for protected ones the server decides who gets it. */
const mediaUrl = (mediaId: string) => `/api/media/${mediaId}`

/** What an `img` takes its picture from: the whole, and how wide which other is, for the browser to choose by its size. */
export interface PictureSources {
  src: string
  srcSet: string
  /** Where it is cut off, and another part than its middle is to be seen. */
  style?: PartSeen
}

export interface PartSeen {
  objectPosition: string
  /** Made larger, about the point that stays where it is. */
  transform?: string
  transformOrigin?: string
  /** And cut off at the frame again, with its corners: `--corner` says how round they are. */
  clipPath?: string
}

function sourcesOf(
  mediaId: string,
  widths: readonly PictureWidth[],
  whole?: number,
  focus?: Focus | null,
): PictureSources {
  const src = mediaUrl(mediaId)
  // Of one that is made larger a wider one is needed for the same room.
  const shownAs = (width: number) => Math.max(1, Math.round((width * 100) / (focus?.zoom ?? 100)))
  const narrower = widths.map((width) => `${src}?w=${width} ${shownAs(width)}w`)
  return { src, srcSet: [...narrower, ...(whole === undefined ? [] : [`${src} ${whole}w`])].join(', ') }
}

/** Of a picture whose size is known: no wider than it is, and the whole only where it is no wider than the widest. */
export function pictureSources({ id, width }: { id: string; width: number }): PictureSources {
  const narrower = WIDE.filter((kept) => kept < width)
  return sourcesOf(id, narrower, narrower.length < WIDE.length ? width : undefined)
}

export function avatarSources(of: Portrayed | null): PictureSources | null {
  return of === null || of.avatarId === null
    ? null
    : { ...sourcesOf(of.avatarId, NARROW, undefined, of.avatarFocus), ...seenAt(of.avatarFocus) }
}

/** Who may have a picture. */
interface Portrayed {
  avatarId: string | null
  avatarFocus?: Focus | null | undefined
}

export function coverSources(coverId: string, focus: Focus | null | undefined): PictureSources {
  return { ...sourcesOf(coverId, WIDE, undefined, focus), ...seenAt(focus) }
}

function seenAt(focus: Focus | null | undefined): Pick<PictureSources, 'style'> {
  if (!focus) return {}
  const { x, y, zoom = 100 } = focus
  const objectPosition = `${x / 10}% ${y / 10}%`
  if (zoom <= 100) return { style: { objectPosition } }
  // What of the frame is still in it, once it is so much larger.
  const beyond = 1 - 100 / zoom
  const cut = (thousandths: number) => `${((thousandths / 10) * beyond).toFixed(3)}%`
  return {
    style: {
      objectPosition,
      transform: `scale(${zoom / 100})`,
      transformOrigin: objectPosition,
      clipPath: `inset(${cut(y)} ${cut(1000 - x)} ${cut(1000 - y)} ${cut(x)} round calc(var(--corner, 0px) / ${zoom / 100}))`,
    },
  }
}

/** Of a film, its still: the address without a width is the film. */
export const posterSources = (filmId: string): PictureSources => ({
  ...sourcesOf(filmId, WIDE),
  src: `${mediaUrl(filmId)}?w=960`,
})

/** Where one size does for all screens. */
export const smallPictureUrl = (mediaId: string) => `${mediaUrl(mediaId)}?w=480`

/** As wide as a text is. */
export const textPictureUrl = (mediaId: string) => `${mediaUrl(mediaId)}?w=960`

export const SIGN_IN_PATH = '/sign-in'

/** Where to go on after signing in: an address of this site, whatever was asked for, and not the way in itself. */
export function safeNext(given: unknown): string {
  const home = '/'
  if (typeof given !== 'string' || !given.startsWith('/')) return home
  // As a browser reads it: `//elsewhere`, `/\elsewhere` and tabs in between are addresses of other sites.
  const here = 'http://here.invalid'
  if (!URL.canParse(given, here)) return home
  const { origin, pathname, search, hash } = new URL(given, here)
  // A path may itself begin like another site's address: `/.//elsewhere`.
  const isOurs = origin === here && !pathname.startsWith('//') && pathname !== SIGN_IN_PATH
  return isOurs ? pathname + search + hash : home
}

/** What there is to read, in one order or another, all of it or what has a tag. */
export function exploreHref({ show = 'new', tag = '' }: { show?: string; tag?: string }): string {
  const query = new URLSearchParams({
    ...(show !== 'new' && { show }),
    ...(tag !== '' && { tag }),
  }).toString()
  return query === '' ? '/explore' : `/explore?${query}`
}

/** What is found by a search. */
export const searchHref = (q: string, kind: 'posts' | 'creators'): string =>
  `/explore?${new URLSearchParams({ q, ...(kind === 'creators' && { kind }) })}`
