import type { CSSProperties } from 'react'
import type { MediaPreview } from '@/lib/schema/posts'

/** As wide as a post is. */
export const SIZES = '(min-width: 48rem) 41rem, calc(100vw - 2rem)'

/** What has no size yet is taken for a film. */
export const ratioOf = ({ width, height }: MediaPreview) =>
  width > 0 && height > 0 ? width / height : 16 / 9

/** A few pixels that the browser draws as large as the image. */
export function coloursOf({ placeholder }: MediaPreview): CSSProperties | undefined {
  return placeholder ? { backgroundImage: `url(data:image/webp;base64,${placeholder})` } : undefined
}

interface PictureProps {
  item: MediaPreview
  sources: { src: string; srcSet?: string; sizes?: string }
  alt: string
  eager: boolean
  unveils?: boolean
  /** No larger than it is. */
  ownSize?: boolean
}

export function Picture({ item, sources, alt, eager, unveils, ownSize }: PictureProps) {
  return (
    <img
      alt={alt}
      width={item.width}
      height={item.height}
      loading={eager ? 'eager' : 'lazy'}
      fetchPriority={eager ? 'high' : undefined}
      decoding="async"
      style={ownSize ? { maxWidth: item.width, maxHeight: item.height } : undefined}
      className={unveils ? 'animate-unveil' : undefined}
      // Last of all: a browser that had the address first would fetch that.
      sizes={sources.sizes}
      srcSet={sources.srcSet}
      src={sources.src}
    />
  )
}
