import type { App } from '@/lib/app'
import { versionOf, type WantedCard } from '@/lib/cards/cards'
import { getCreator } from '@/lib/domain/creators/creators'
import { requireOriginal, requirePreview } from '@/lib/domain/posts/media'
import { getPost } from '@/lib/domain/posts/posts'
import { isAppError } from '@/lib/errors'
import { Answer } from '@/lib/http/serving/answer'
import type { ApiRequest } from '@/lib/http/serving/request'
import { readImage, variantFor } from '@/lib/media/image-files'
import { formatSol } from '@/lib/money'
import type { PostCard } from '@/lib/schema/posts'

const COVER_WIDTH = 960

/** Of the post as a visitor sees it: what is not there for everybody has no card. Throws `not_found`. */
export async function postCard(app: App, id: string): Promise<WantedCard> {
  const post = await getPost(app, null, id)
  const pictureId = post.media.find(({ preview }) => preview !== null)?.id ?? null
  return {
    facts: {
      title: post.title,
      text: post.author.displayName,
      handle: post.author.handle ?? '',
      price: priceOf(post),
    },
    pictureId,
    readPicture: () =>
      orNull(pictureId, async (picture) => {
        // Makes one anew that tells too much.
        await requirePreview(app, null, picture)
        return readImage(app.store, picture, 'preview')
      }),
  }
}

/** Throws `not_found`. */
export async function creatorCard(app: App, handle: string): Promise<WantedCard> {
  const creator = await getCreator(app, null, handle)
  const { coverId } = creator
  return {
    facts: { title: creator.displayName, text: creator.bio, handle: creator.handle, price: null },
    pictureId: coverId,
    readPicture: () =>
      orNull(coverId, async (cover) =>
        readImage(app.store, cover, variantFor(await requireOriginal(app, null, cover), COVER_WIDTH)),
      ),
  }
}

function priceOf({ priceLamports, tierName, minTier }: PostCard): string | null {
  const ways = [priceLamports === null ? null : `${formatSol(priceLamports)} SOL`, tierName ?? minTier]
  return ways.filter((way) => way !== null).join(' · ') || null
}

/** A picture that went meanwhile leaves a card without one. */
async function orNull(
  id: string | null,
  read: (id: string) => Promise<Uint8Array>,
): Promise<Uint8Array | null> {
  if (id === null) return null
  try {
    return await read(id)
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return null
    throw error
  }
}

export async function serveCard(app: App, request: ApiRequest, wanted: WantedCard): Promise<Answer> {
  const etag = `"${versionOf(wanted)}"`
  const headers = {
    'content-type': 'image/png',
    'cache-control': 'public, max-age=3600',
    // Others show it beside a link to the page.
    'cross-origin-resource-policy': 'cross-origin',
    etag,
  }
  const known = request.headers.get('if-none-match')?.split(/\s*,\s*/) ?? []
  if (known.some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag))
    return new Answer(304, headers, null)
  const card = await app.cards.find(wanted)
  const body = new Blob([new Uint8Array(card)]).stream()
  return new Answer(200, { ...headers, 'content-length': String(card.length) }, body)
}
