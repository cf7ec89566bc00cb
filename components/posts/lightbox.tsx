'use client'

import { type KeyboardEvent, type MouseEvent, type UIEvent, useEffect, useId, useRef, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-shapes'
import { useBackCloses } from '@/components/ui/use-back-closes'
import { useTranslator } from '@/lib/client/use-translator'
import { pictureSources } from '@/lib/links'
import type { PictureWidth } from '@/lib/schema/pictures'
import type { MediaPreview } from '@/lib/schema/posts'
import { useZoom } from './use-zoom'

/** Sharp on any screen, and still when it is made a little larger. */
const WIDTH: PictureWidth = 1600

interface LightboxProps {
  media: readonly MediaPreview[]
  /** What is in each. */
  alts: readonly string[]
  /** The one that was pressed. */
  first: number
  title: string
  /** It has closed. */
  onClose: () => void
}

/**
 * Pictures of a post over the whole window, side by side in a row that snaps: swiping and what two fingers do are the
 * browser's own, and which one is seen is read off the row. Wheel, double click and keys make one larger. Focus returns to
 * where it was.
 */
export function Lightbox({ media, alts, first, title, onClose }: LightboxProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const row = useRef<HTMLDivElement>(null)
  const label = useId()
  const t = useTranslator()
  const [at, setAt] = useState(first)
  const total = media.length
  const box = useRef<HTMLDivElement>(null)
  const zoom = useZoom(row, box)
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
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const change = { '+': zoom.in, '=': zoom.in, '-': zoom.out, '0': zoom.reset }[event.key]
    change?.()
    if (change || zoom.pan(event.key)) return event.preventDefault()
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
    const next = Math.round(scrollLeft / clientWidth)
    if (next === at) return
    setAt(next)
    zoom.reset()
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
        {/* Closing comes first for who has keys, and last for the eye. */}
        <div className="flex shrink-0 flex-row-reverse">
          <Control label={t('ui.close')} icon="x" onClick={close} />
          <div className="hidden flex-row-reverse pointer-fine:flex">
            <Control label={t('picture.zoomIn')} icon="zoom-in" onClick={zoom.in} />
            <Control label={t('picture.zoomOut')} icon="zoom-out" off={zoom.scale === 1} onClick={zoom.out} />
          </div>
        </div>
      </div>
      <div
        ref={row}
        // What scrolls can be focused.
        tabIndex={total > 1 ? 0 : undefined}
        onScroll={onScroll}
        className={cx('lightbox-row', zoom.scale > 1 && 'lightbox-zoomed')}
      >
        {media.map((item, index) => {
          const scale = index === at ? zoom.scale : 1
          const { src } = pictureSources(item)
          return (
            <div
              key={item.id}
              ref={index === at ? box : null}
              className="flex size-full shrink-0 snap-start snap-always overflow-auto"
            >
              <img
                src={scale > 1 ? src : `${src}?w=${WIDTH}`}
                alt={alts[index]}
                width={item.width}
                height={item.height}
                loading={index === first ? 'eager' : 'lazy'}
                decoding="async"
                className={cx(
                  'm-auto h-auto max-w-none shrink-0 bg-on-veil/5',
                  zoom.scale > 1 ? 'cursor-grab active:cursor-grabbing' : 'cursor-zoom-in',
                )}
                style={{ width: scale > 1 ? `calc(${widthOf(item)} * ${scale})` : widthOf(item) }}
              />
            </div>
          )
        })}
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
  icon: IconName
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
