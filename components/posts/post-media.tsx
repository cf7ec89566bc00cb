'use client'

import type { CSSProperties, ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { useTranslator } from '@/lib/client/use-translator'
import { pictureSources } from '@/lib/links'
import type { MediaPreview, PostContent } from '@/lib/schema/posts'

interface PostMediaProps {
  media: readonly MediaPreview[]
  /** The originals' addresses; absent while the post is locked. */
  originals?: PostContent['media']
  title: string
  /** All images below each other instead of the first one only. */
  all?: boolean
  /** The first image is in the first screenful. */
  eager?: boolean
  /** It was seen locked: once it is open the images come out of their blur. */
  unveils?: boolean
  /** What lies over the first image: the locked panel. */
  children?: ReactNode
}

/** As wide as a post is. */
const SIZES = '(min-width: 48rem) 41rem, calc(100vw - 2rem)'

/**
 * Images of a post in boxes of their final shape, which have their colours at once. The same box holds preview and
 * original: unlocking moves nothing.
 */
export function PostMedia(props: PostMediaProps) {
  const { media, originals, title, all = false, eager = false, unveils = false, children } = props
  const t = useTranslator()
  const shown = all && originals ? media : media.slice(0, 1)
  const hidden = media.length - shown.length
  return (
    <div className="flex flex-col gap-1">
      {shown.map((item, index) => {
        const isOpen = originals?.some((original) => original.id === item.id) ?? false
        // Below an open image it is there for what lifts off it, and for images that bring no colours of their own.
        const hasPreview = !isOpen || unveils || !item.placeholder
        const isFirst = eager && index === 0
        return (
          <figure
            key={item.id}
            className="relative isolate overflow-hidden bg-[length:100%_100%] bg-hover"
            style={coloursOf(item)}
          >
            {hasPreview && (
              <Picture item={item} sources={{ src: item.preview }} alt="" eager={isFirst} veiled={!isOpen} />
            )}
            {isOpen && (
              <Picture
                item={item}
                sources={{ sizes: SIZES, ...pictureSources(item) }}
                alt={
                  media.length > 1
                    ? t('post.image', { title, number: index + 1, total: media.length })
                    : title
                }
                eager={isFirst}
                over={hasPreview}
                unveils={unveils}
              />
            )}
            {index === 0 && children}
            {isOpen && hidden > 0 && (
              <figcaption className="absolute right-3 bottom-3 rounded-sm bg-veil/75 px-2 py-1 font-medium text-2xs text-on-veil tabular-nums">
                {t('post.firstImage', { total: media.length })}
              </figcaption>
            )}
          </figure>
        )
      })}
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
  /** Lies over the preview. */
  over?: boolean
  unveils?: boolean
  veiled?: boolean
}

function Picture({ item, sources, alt, eager, over = false, unveils = false, veiled = false }: PictureProps) {
  return (
    <img
      alt={alt}
      width={item.width}
      height={item.height}
      loading={eager ? 'eager' : 'lazy'}
      fetchPriority={eager ? 'high' : undefined}
      decoding="async"
      className={cx(
        'w-full object-cover',
        over ? 'absolute inset-0 h-full' : 'h-auto max-h-[42rem]',
        unveils && 'animate-unveil',
        // Tall enough for the panel that lies over it, and a little larger so that the blur has no pale rim.
        veiled && 'min-h-72 scale-[1.04] saturate-[1.15]',
      )}
      // Last of all: a browser that had the address first would fetch that.
      sizes={sources.sizes}
      srcSet={sources.srcSet}
      src={sources.src}
    />
  )
}
