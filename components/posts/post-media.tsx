'use client'

import { type CSSProperties, type ReactNode, useState } from 'react'
import { loadLate, warming } from '@/components/ui/load-late'
import { useTranslator } from '@/lib/client/use-translator'
import { pictureSources } from '@/lib/links'
import type { MediaPreview, PostContent } from '@/lib/schema/posts'

interface PostMediaProps {
  media: readonly MediaPreview[]
  /** The originals' addresses; absent while the post is locked. */
  originals?: PostContent['media']
  title: string
  /** The page of the post: all images below each other, each of them whole. Else the first one, if it is tall its upper part. */
  all?: boolean
  /** The first image is in the first screenful. */
  eager?: boolean
  /** It was seen locked: once it is open the images come out of their blur. */
  unveils?: boolean
  /** What lies over the first image: the locked panel. */
  children?: ReactNode
}

const Lightbox = loadLate(async () => (await import('./lightbox')).Lightbox, {
  // The picture that was pressed is there meanwhile.
  Waiting: () => null,
})

/** As wide as a post is. */
const SIZES = '(min-width: 48rem) 41rem, calc(100vw - 2rem)'

/**
 * Images of a post in boxes of their final shape, which have their colours at once. The same box holds preview and
 * original: unlocking moves nothing, though a tall one goes on downwards on its post's page. One that is open can be
 * pressed, and fills the window.
 */
export function PostMedia(props: PostMediaProps) {
  const { media, originals, title, all = false, eager = false, unveils = false, children } = props
  const t = useTranslator()
  const shown = all && originals ? media : media.slice(0, 1)
  const hidden = media.length - shown.length
  /** Which one fills the window. */
  const [pressed, setPressed] = useState<number | null>(null)
  // It has closed with them, and stays so.
  if (pressed !== null && !originals) setPressed(null)
  return (
    <div className="flex flex-col gap-1">
      {shown.map((item, index) => {
        const isOpen = originals?.some((original) => original.id === item.id) ?? false
        // Below an open image it is there for what lifts off it, and for images that bring no colours of their own.
        const hasPreview = !isOpen || unveils || !item.placeholder
        const isFirst = eager && index === 0
        const isWhole = all && isOpen
        const proportion = item.width / item.height
        return (
          <figure
            key={item.id}
            className={isWhole ? 'picture' : 'picture picture-bounded'}
            style={{ ...coloursOf(item), aspectRatio: isWhole ? proportion : Math.max(proportion, 0.8) }}
          >
            {hasPreview && <Picture item={item} sources={{ src: item.preview }} alt="" eager={isFirst} />}
            {isOpen && (
              <button
                type="button"
                aria-haspopup="dialog"
                className="picture-button"
                onClick={(event) => {
                  // Not every browser does so, and it is where the focus comes back to.
                  event.currentTarget.focus({ preventScroll: true })
                  setPressed(index)
                }}
                {...warming(Lightbox)}
              >
                <Picture
                  item={item}
                  sources={{ sizes: SIZES, ...pictureSources(item) }}
                  alt={
                    media.length > 1
                      ? t('post.image', { title, number: index + 1, total: media.length })
                      : title
                  }
                  eager={isFirst}
                  unveils={unveils}
                />
              </button>
            )}
            {index === 0 && children}
            {isOpen && hidden > 0 && (
              <figcaption className="picture-note">
                {t('post.firstImage', { total: media.length })}
              </figcaption>
            )}
          </figure>
        )
      })}
      {pressed !== null && originals && (
        <Lightbox media={media} first={pressed} title={title} onClose={() => setPressed(null)} />
      )}
    </div>
  )
}

/** A few pixels that the browser draws as large as the image. */
function coloursOf({ placeholder }: MediaPreview): CSSProperties | undefined {
  return placeholder ? { backgroundImage: `url(data:image/webp;base64,${placeholder})` } : undefined
}

interface PictureProps {
  item: MediaPreview
  sources: { src: string; srcSet?: string; sizes?: string }
  alt: string
  eager: boolean
  unveils?: boolean
}

function Picture({ item, sources, alt, eager, unveils }: PictureProps) {
  return (
    <img
      alt={alt}
      width={item.width}
      height={item.height}
      loading={eager ? 'eager' : 'lazy'}
      fetchPriority={eager ? 'high' : undefined}
      decoding="async"
      className={unveils ? 'animate-unveil' : undefined}
      // Last of all: a browser that had the address first would fetch that.
      sizes={sources.sizes}
      srcSet={sources.srcSet}
      src={sources.src}
    />
  )
}
