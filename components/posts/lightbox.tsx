'use client'

import { type KeyboardEvent, type MouseEvent, type UIEvent, useEffect, useId, useRef, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { useBackCloses } from '@/components/ui/use-back-closes'
import { useTranslator } from '@/lib/client/use-translator'
import { pictureSources } from '@/lib/links'
import type { PictureWidth } from '@/lib/schema/pictures'
import type { MediaPreview } from '@/lib/schema/posts'

/** Sharp on any screen, and still when two fingers make it larger. */
const WIDTH: PictureWidth = 1600

interface LightboxProps {
  media: readonly MediaPreview[]
  /** The one that was pressed. */
  first: number
  title: string
  /** It has closed. */
  onClose: () => void
}

/**
 * Pictures of a post over the whole window, side by side in a row that snaps: swiping and making larger are the
 * browser's own, and which one is seen is read off the row. Focus returns to where it was.
 */
export function Lightbox({ media, first, title, onClose }: LightboxProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const row = useRef<HTMLDivElement>(null)
  const label = useId()
  const t = useTranslator()
  const [at, setAt] = useState(first)
  const total = media.length
  const close = () => dialog.current?.close()
  useBackCloses(true, close)

  useEffect(() => {
    const { current: opened } = dialog
    if (!opened || opened.open) return
    opened.showModal()
    row.current?.children[first]?.scrollIntoView({ behavior: 'instant', inline: 'start', block: 'nearest' })
  }, [first])

  const show = (index: number) =>
    row.current?.children[index]?.scrollIntoView({ inline: 'start', block: 'nearest' })

  function onKeyDown(event: KeyboardEvent) {
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: total - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    show(next)
  }

  /** Beside a picture is what lies behind it. */
  function onClick({ target }: MouseEvent) {
    if (target instanceof Element && !target.closest('img, button, p')) close()
  }

  function onScroll({ currentTarget: { scrollLeft, clientWidth } }: UIEvent) {
    setAt(Math.round(scrollLeft / clientWidth))
  }

  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      onKeyDown={onKeyDown}
      onClick={onClick}
      aria-labelledby={label}
      className="lightbox"
    >
      <div className="flex h-14 items-center justify-between gap-4 pr-1.5 pl-5">
        <p
          id={label}
          dir="auto"
          aria-live="polite"
          className="truncate text-on-veil-muted text-sm tabular-nums"
        >
          {total > 1 ? t('picture.of', { number: at + 1, total }) : title}
        </p>
        <Control label={t('ui.close')} icon="x" onClick={close} />
      </div>
      <div ref={row} onScroll={onScroll} className="lightbox-row">
        {media.map((item, index) => (
          <div key={item.id} className="flex size-full shrink-0 snap-start snap-always">
            <img
              src={`${pictureSources(item).src}?w=${WIDTH}`}
              alt={total > 1 ? t('post.image', { title, number: index + 1, total }) : title}
              width={item.width}
              height={item.height}
              loading={index === first ? 'eager' : 'lazy'}
              decoding="async"
              className="m-auto h-auto bg-on-veil/5"
              style={{ width: widthOf(item) }}
            />
          </div>
        ))}
      </div>
      {total > 1 && (
        <>
          <div className="absolute top-1/2 left-1.5">
            <Control
              label={t('picture.previous')}
              icon="chevron-right"
              turned
              off={at === 0}
              onClick={() => show(at - 1)}
            />
          </div>
          <div className="absolute top-1/2 right-1.5">
            <Control
              label={t('picture.next')}
              icon="chevron-right"
              off={at === total - 1}
              onClick={() => show(at + 1)}
            />
          </div>
        </>
      )}
    </dialog>
  )
}

/** Whole in the window, in its proportions, and never larger than it is. Known before it is there: nothing jumps. */
const widthOf = ({ width, height }: MediaPreview) => `min(100%, ${width}px, 100cqh * ${width / height})`

interface ControlProps {
  label: string
  icon: 'x' | 'chevron-right'
  /** Points the other way. */
  turned?: boolean
  /** There is nothing further. It keeps the focus: the arrow keys go on from it. */
  off?: boolean
  onClick: () => void
}

/** Dark below its sign, whatever the picture is. */
function Control({ label, icon, turned, off, onClick }: ControlProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      aria-disabled={off}
      onClick={onClick}
      className="inline-flex size-11 shrink-0 items-center justify-center rounded-full bg-veil/75 text-on-veil transition-opacity hover:bg-veil aria-disabled:opacity-40"
    >
      <Icon name={icon} className={cx('size-6', turned && 'rotate-180')} />
    </button>
  )
}
