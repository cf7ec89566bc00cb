'use client'

import { useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Spinner } from '@/components/ui/spinner'
import { Phrase, useTranslator } from '@/lib/client/use-translator'
import type { Upload } from '@/lib/client/use-uploads'
import { FilmTile } from './film-tile'
import { ReplaceFile } from './replace-file'
import { TileWords } from './tile-words'
import { moveButtonId } from './use-order'

interface ImageTileProps {
  image: Upload
  name: string
  isFirst: boolean
  isLast: boolean
  onRetry: () => void
  onRemove: () => void
  onReplace: (file: File) => void
  onPause: (isPaused: boolean) => void
  onMove: (step: -1 | 1) => void
}

/** One picture, film or sound of a post that is being written, and its place among the others. */
export function ImageTile({
  image,
  name,
  isFirst,
  isLast,
  onRetry,
  onRemove,
  onReplace,
  onPause,
  onMove,
}: ImageTileProps) {
  const t = useTranslator()
  /** The address of what is no picture at all, and the browser has nothing to show of. */
  const [unseen, setUnseen] = useState<string | null>(null)
  return (
    <div className="@container relative aspect-square overflow-hidden rounded-md bg-hover">
      {image.kind !== 'image' ? (
        <FilmTile film={image} name={name} onPause={onPause} />
      ) : image.url === unseen ? (
        <TileWords icon="image-off" name={name} />
      ) : (
        <img
          src={image.url}
          alt={name}
          width={160}
          height={160}
          onError={() => setUnseen(image.url)}
          className={cx(
            'size-full object-cover transition-opacity',
            image.status !== 'ready' && 'opacity-45',
          )}
        />
      )}
      {image.status === 'uploading' && image.kind === 'image' && (
        <span role="status" className="absolute inset-0 flex items-center justify-center">
          <Spinner className="size-5" />
          <span className="sr-only">{t('studio.images.uploading', { name })}</span>
        </span>
      )}
      {image.status === 'failed' && (
        <button
          type="button"
          className="absolute inset-x-0 bottom-0 bg-danger-fill px-2 py-1.5 font-semibold text-2xs text-on-danger underline"
          onClick={onRetry}
        >
          <Phrase
            message="studio.images.retry"
            values={{ name }}
            tags={{ hidden: (inner) => <span className="sr-only">{inner}</span> }}
          />
        </button>
      )}
      {image.status !== 'uploading' && (
        <div className="absolute top-1 left-1 rounded-md bg-surface">
          <ReplaceFile name={name} onReplace={onReplace} />
        </div>
      )}
      <div className="absolute top-1 right-1 rounded-md bg-surface">
        <IconButton label={t('studio.images.remove', { name })} onClick={onRemove}>
          <Icon name="x" />
        </IconButton>
      </div>
      {image.status === 'ready' && !(isFirst && isLast) && (
        <div className="absolute inset-x-1 bottom-1 flex justify-between">
          <span className="rounded-md bg-surface">
            {!isFirst && (
              <IconButton
                id={moveButtonId(image.key, -1)}
                label={t('studio.images.earlier', { name })}
                onClick={() => onMove(-1)}
              >
                <Icon name="chevron-right" className="rotate-180" />
              </IconButton>
            )}
          </span>
          <span className="rounded-md bg-surface">
            {!isLast && (
              <IconButton
                id={moveButtonId(image.key, 1)}
                label={t('studio.images.later', { name })}
                onClick={() => onMove(1)}
              >
                <Icon name="chevron-right" />
              </IconButton>
            )}
          </span>
        </div>
      )}
    </div>
  )
}
