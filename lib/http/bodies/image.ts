import type { Answer } from '@/lib/http/serving/answer'
import type { ApiRequest } from '@/lib/http/serving/request'
import {
  imageKey,
  PICTURE_MIME,
  PREVIEW_VERSION,
  VARIANTS_VERSION,
  type Variant,
  watermarkedKey,
} from '@/lib/media/image-files'
import type { MediaStore } from '@/lib/media/port'
import { PRIVATE_CACHING, serveStored } from './stored'

interface ServedImage {
  id: string
  variant: Variant
  mime: string
  /** Whether every reader may have it. */
  public: boolean
  /** It stands in for a smaller one that is still to be made. */
  standsIn?: boolean
}

/** A day: until then a larger one than was asked for does. */
const STAND_IN_CACHING = 'public, max-age=86400'
/**
 * A year: another avatar or cover is another id, so the id is the version, and the bytes behind it never change. What once
 * was somebody's avatar or cover was for all, and is never protected afterwards.
 */
const VERSIONED_CACHING = 'public, max-age=31536000, immutable'

/**
 * Answers with the image, or the asked range of it. What belongs to a post is asked for again each time, the preview too:
 * the post may be locked or deleted since, and no copy goes on showing it. What only some may see is not kept by shared
 * caches.
 */
export async function serveImage(
  store: MediaStore,
  request: ApiRequest,
  image: ServedImage,
): Promise<Answer> {
  return serveStored(store, request, {
    key: imageKey(image.id, image.variant),
    mime: image.mime,
    etag: etagOf(image),
    caching: cachingOf(image),
    public: image.public,
  })
}

interface ServedCopy {
  id: string
  /** Whose it is. */
  userId: string
  variant: Variant
}

/** Answers with a reader's own copy of an image, which carries their mark and is for nobody else. */
export async function serveCopy(
  store: MediaStore,
  request: ApiRequest,
  { id, userId, variant }: ServedCopy,
): Promise<Answer> {
  return serveStored(store, request, {
    key: watermarkedKey(id, userId, variant),
    mime: PICTURE_MIME,
    etag: `"${id}-${userId}-${variant}"`,
    caching: PRIVATE_CACHING,
    public: false,
  })
}

function etagOf({ id, variant }: ServedImage): string {
  if (variant === 'original') return `"${id}-original"`
  return `"${id}-${variant}-${variant === 'preview' ? PREVIEW_VERSION : VARIANTS_VERSION}"`
}

function cachingOf(image: ServedImage): string {
  if (!image.public) return PRIVATE_CACHING
  if (image.variant === 'preview') return 'public, max-age=0'
  return image.standsIn ? STAND_IN_CACHING : VERSIONED_CACHING
}
