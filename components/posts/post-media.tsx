'use client'

import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useTranslator } from '@/lib/client/use-translator'
import { posterSources } from '@/lib/links'
import type { MediaPreview } from '@/lib/schema/posts'
import { clockOf } from '@/lib/words/duration'
import { FilmBox } from './film-box'
import { coloursOf, Picture, ratioOf, SIZES } from './picture'
import { needsPreview, OpenPicture, usePictures } from './post-pictures'

interface PostMediaProps {
  /** Those that stand here, and not in the text. */
  media: readonly MediaPreview[]
  title: string
  /** The page of the post: all images below each other, each of them whole. Else side by side, as the first one is shaped. */
  all?: boolean
  /** The first image is in the first screenful. */
  eager?: boolean
  /** What lies over the first image: the locked panel. */
  children?: ReactNode
}

/**
 * Images of a post, within its `PostPictures`, in boxes of their final shape, which have their colours at once. The same box
 * holds preview and original: unlocking moves nothing, though a tall one goes on downwards on its post's page.
 */
export function PostMedia({ media, title, all = false, eager = false, children }: PostMediaProps) {
  const t = useTranslator()
  const pictures = usePictures()
  if (pictures === null) return null
  const { originals, altOf } = pictures
  const shown = originals ? media : media.slice(0, 1)
  const boxes = shown.map((item, index) => {
    const original = originals?.find(({ id }) => id === item.id)
    const isOpen = original !== undefined
    const isFirst = eager && index === 0
    const isWhole = all && isOpen
    if (item.kind === 'video' && original) {
      const shape = { ...coloursOf(item), aspectRatio: all ? ratioOf(item) : shapeOf(media[0]) }
      return (
        <FilmBox key={item.id} film={original} title={altOf(item)} shape={shape}>
          {original.poster && (
            <Picture
              item={item}
              sources={{ sizes: SIZES, ...posterSources(item.id) }}
              alt=""
              eager={isFirst}
            />
          )}
        </FilmBox>
      )
    }
    return (
      <figure
        key={item.id}
        className={isWhole ? 'picture' : 'picture picture-bounded'}
        style={{
          ...coloursOf(item),
          aspectRatio: isWhole ? ratioOf(item) : shapeOf(all ? item : media[0]),
          ...highestOf(all ? [item] : media),
        }}
      >
        {(!isOpen || needsPreview(item, pictures)) && item.preview && (
          <Picture item={item} sources={{ src: item.preview }} alt="" eager={isFirst} />
        )}
        {isOpen && <OpenPicture pictures={pictures} item={item} eager={isFirst} />}
        {index === 0 && children && <div className="picture-over">{children}</div>}
        {!isOpen && item.kind === 'video' && item.durationMs != null && (
          <figcaption className="picture-note film-note tabular-nums">
            {t('player.film', { length: clockOf(item.durationMs) })}
          </figcaption>
        )}
        {!all && isOpen && media.length > 1 && (
          <figcaption className="picture-note">
            {t('post.imageOf', { number: index + 1, total: media.length })}
          </figcaption>
        )}
      </figure>
    )
  })
  return all ? (
    <div className="flex flex-col gap-1">{boxes}</div>
  ) : (
    <PictureRow title={title}>{boxes}</PictureRow>
  )
}

/** In a feed all are as the first one is: nothing moves when one goes on to the next. */
const shapeOf = (item: MediaPreview | undefined) => (item ? Math.min(Math.max(ratioOf(item), 0.8), 4) : 1)

/** No box is higher than the highest picture in it: a small one is not made larger. Film has no size of its own. */
function highestOf(media: readonly MediaPreview[]): CSSProperties {
  const heights = media.map(({ kind, height }) => (kind === 'image' && height > 0 ? height : Infinity))
  const highest = Math.max(...heights)
  return highest === Infinity ? {} : ({ '--highest': `${highest}px` } as CSSProperties)
}

/** Side by side, one in sight: swiped by the browser itself, with arrows for a mouse and for keys. */
function PictureRow({ title, children }: { title: string; children: ReactNode[] }) {
  const t = useTranslator()
  const row = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const total = children.length

  function show(index: number) {
    const { current: element } = row
    element?.scrollTo({ left: index * element.clientWidth })
  }
  function onKeyDown(event: KeyboardEvent) {
    const { key, target } = event
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1 }[key]
    const box = next === undefined ? undefined : row.current?.children[next]
    if (next === undefined || !box || !(target instanceof HTMLButtonElement)) return
    // The browser would go on by one more.
    event.preventDefault()
    box.querySelector('button')?.focus({ preventScroll: true })
    show(next)
  }
  const arrow = (label: string, next: number, className: string) => (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={className}
      // It keeps the focus where there is nothing further.
      aria-disabled={next < 0 || next >= total}
      onClick={() => show(next)}
    >
      <Icon name="chevron-right" className="size-5" />
    </button>
  )
  return (
    <div className="picture-row-frame">
      <div
        ref={row}
        // One alone is in no box that scrolls: what sticks in it sticks to the window.
        className={total > 1 ? 'picture-row' : undefined}
        {...(total > 1 && { role: 'group', 'aria-label': title, onKeyDown })}
        onScroll={({ currentTarget: { scrollLeft, clientWidth } }) =>
          setAt(Math.round(scrollLeft / clientWidth))
        }
      >
        {children}
      </div>
      {total > 1 && (
        <>
          {arrow(t('picture.previous'), at - 1, 'picture-arrow picture-arrow-back')}
          {arrow(t('picture.next'), at + 1, 'picture-arrow')}
        </>
      )}
    </div>
  )
}
