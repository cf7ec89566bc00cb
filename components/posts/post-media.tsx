import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
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
  /** What lies over the first image: the locked panel. */
  children?: ReactNode
}

/** Images of a post in boxes of their final shape. The same box holds preview and original: unlocking moves nothing. */
export function PostMedia({ media, originals, title, all = false, eager = false, children }: PostMediaProps) {
  const shown = all && originals ? media : media.slice(0, 1)
  const hidden = media.length - shown.length
  return (
    <div className="flex flex-col gap-1">
      {shown.map((item, index) => {
        const url = originals?.find((original) => original.id === item.id)?.url
        return (
          <figure key={item.id} className="relative isolate overflow-hidden bg-hover">
            <Picture item={item} src={item.preview} alt="" eager={eager && index === 0} veiled={!url} />
            {url && (
              <Picture
                item={item}
                src={url}
                alt={media.length > 1 ? `${title}, image ${index + 1} of ${media.length}` : title}
                eager={eager && index === 0}
                over
              />
            )}
            {index === 0 && children}
            {url && hidden > 0 && (
              <figcaption className="absolute right-3 bottom-3 rounded-sm bg-veil/75 px-2 py-1 font-medium text-2xs text-on-veil tabular-nums">
                1 of {media.length}
              </figcaption>
            )}
          </figure>
        )
      })}
    </div>
  )
}

interface PictureProps {
  item: MediaPreview
  src: string
  alt: string
  eager: boolean
  /** Lies over the preview and comes out of its blur. */
  over?: boolean
  veiled?: boolean
}

function Picture({ item, src, alt, eager, over = false, veiled = false }: PictureProps) {
  return (
    <img
      src={src}
      alt={alt}
      width={item.width}
      height={item.height}
      loading={eager ? 'eager' : 'lazy'}
      fetchPriority={eager ? 'high' : undefined}
      decoding="async"
      className={cx(
        'w-full object-cover',
        over ? 'absolute inset-0 h-full animate-unveil' : 'h-auto max-h-[42rem]',
        // Tall enough for the panel that lies over it, and a little larger so that the blur has no pale rim.
        veiled && 'min-h-72 scale-[1.04] saturate-[1.15]',
      )}
    />
  )
}
