'use client'

import { type ChangeEvent, type DragEvent, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Notice } from '@/components/ui/notice'
import { Spinner } from '@/components/ui/spinner'
import { useElementId } from '@/components/ui/use-element-id'
import { useFormats } from '@/lib/client/use-formats'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { Phrase, useTranslator } from '@/lib/client/use-translator'
import type { Upload, Uploads } from '@/lib/client/use-uploads'
import type { Translator } from '@/lib/words/translator'

const ACCEPTED = 'image/jpeg,image/png,image/webp,image/avif,image/gif'

interface ImageUploadProps {
  images: Uploads
  max: number
}

export function ImageUpload({ images: { uploads: images, leftOut, ...uploads }, max }: ImageUploadProps) {
  const t = useTranslator()
  const formats = useFormats()
  const wordProblem = useProblemWords()
  const inputId = useElementId()
  const [dragging, setDragging] = useState(false)
  const room = max - images.length
  const failed = images.filter((image) => image.status === 'failed')

  function pick(event: ChangeEvent<HTMLInputElement>) {
    add(event.target.files)
    // The same file can be picked again after it was removed.
    event.target.value = ''
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setDragging(false)
    add(event.dataTransfer.files)
  }

  function add(files: FileList | null) {
    const list = Array.from(files ?? [])
    if (list.length > 0) uploads.add(list)
  }

  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium text-sm">
        <Phrase
          message="studio.images.title"
          values={{ max }}
          tags={{ note: (inner) => <span className="font-normal text-muted">{inner}</span> }}
        />
      </p>
      <ul className="grid grid-cols-3 gap-2.5 sm:grid-cols-4">
        {images.map((image, index) => (
          <li key={image.key}>
            <Tile
              image={image}
              name={nameOf(t, image, index)}
              onRetry={() => uploads.retry(image)}
              onRemove={() => uploads.remove(image.key)}
            />
          </li>
        ))}
        {room > 0 && (
          <li className={cx(images.length === 0 && 'col-span-full')}>
            <label
              htmlFor={inputId}
              onDragOver={(event) => {
                event.preventDefault()
                setDragging(true)
              }}
              onDragLeave={() => setDragging(false)}
              onDrop={drop}
              className={cx(
                'flex flex-col items-center justify-center gap-1.5 rounded-md border border-line-strong border-dashed text-center text-muted text-sm transition-colors hover:bg-hover hover:text-text has-focus-visible:outline-2 has-focus-visible:outline-focus',
                images.length === 0 ? 'px-4 py-8' : 'aspect-square',
                dragging && 'border-focus bg-accent-soft text-text',
              )}
            >
              <input
                id={inputId}
                type="file"
                accept={ACCEPTED}
                multiple
                onChange={pick}
                className="sr-only"
              />
              <Icon name="image-plus" className="size-5" strokeWidth={1.8} />
              <span>{images.length === 0 ? t('studio.images.choose') : t('studio.images.add')}</span>
            </label>
          </li>
        )}
      </ul>
      {failed.length > 0 && (
        <ul role="alert" className="flex flex-col gap-1 text-danger text-sm">
          {failed.map(({ key, name, error }) => (
            <li key={key} className="break-words">
              <span className="font-semibold">{name}</span>: {wordProblem(error)}
            </li>
          ))}
        </ul>
      )}
      {leftOut.length > 0 && (
        <Notice
          tone="danger"
          title={t('studio.images.leftOut', {
            max,
            count: leftOut.length,
            shown: formats.count(leftOut.length),
          })}
        >
          <p className="line-clamp-3 break-words">{leftOut.join(', ')}</p>
        </Notice>
      )}
    </div>
  )
}

/** Those that the server has had before have no name of a file. */
function nameOf(t: Translator, { name }: Upload, index: number): string {
  return name ?? t('studio.images.image', { number: index + 1 })
}

interface TileProps {
  image: Upload
  name: string
  onRetry: () => void
  onRemove: () => void
}

function Tile({ image, name, onRetry, onRemove }: TileProps) {
  const t = useTranslator()
  return (
    <div className="relative aspect-square overflow-hidden rounded-md bg-hover">
      <img
        src={image.url}
        alt={name}
        width={160}
        height={160}
        className={cx('size-full object-cover transition-opacity', image.status !== 'ready' && 'opacity-45')}
      />
      {image.status === 'uploading' && (
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
      <div className="absolute top-1 right-1 rounded-md bg-surface">
        <IconButton label={t('studio.images.remove', { name })} onClick={onRemove}>
          <Icon name="x" />
        </IconButton>
      </div>
    </div>
  )
}
