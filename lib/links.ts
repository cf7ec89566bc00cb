import type { PictureWidth } from '@/lib/schema/pictures'

/** No screen shows a post's picture or a cover so small that the narrowest would do. */
const WIDE = [480, 960, 1600] as const satisfies readonly PictureWidth[]
const NARROW = [96, 480] as const satisfies readonly PictureWidth[]

export const postHref = (postId: string) => `/posts/${postId}`
export const editPostHref = (postId: string) => `/studio/posts/${postId}`
export const creatorHref = (handle: string) => `/creators/${handle}`
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
}

function sourcesOf(mediaId: string, widths: readonly PictureWidth[], whole?: number): PictureSources {
  const src = mediaUrl(mediaId)
  const narrower = widths.map((width) => `${src}?w=${width} ${width}w`)
  return { src, srcSet: [...narrower, ...(whole === undefined ? [] : [`${src} ${whole}w`])].join(', ') }
}

/** Of a picture whose size is known: no wider than it is, and the whole only where it is no wider than the widest. */
export function pictureSources({ id, width }: { id: string; width: number }): PictureSources {
  const narrower = WIDE.filter((kept) => kept < width)
  return sourcesOf(id, narrower, narrower.length < WIDE.length ? width : undefined)
}

export function avatarSources(avatarId: string | null): PictureSources | null {
  return avatarId === null ? null : sourcesOf(avatarId, NARROW)
}

export const coverSources = (coverId: string): PictureSources => sourcesOf(coverId, WIDE)

/** Where one size does for all screens. */
export const smallPictureUrl = (mediaId: string) => `${mediaUrl(mediaId)}?w=480`

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
