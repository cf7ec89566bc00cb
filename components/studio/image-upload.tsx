'use client'

import { type ChangeEvent, type DragEvent, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { useElementId } from '@/components/ui/use-element-id'
import { useFormats } from '@/lib/client/use-formats'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { Phrase, useTranslator } from '@/lib/client/use-translator'
import type { Upload, Uploads } from '@/lib/client/use-uploads'
import type { Translator } from '@/lib/words/translator'
import { ACCEPTED_FILES } from './accepted-files'
import { ImageTile } from './image-tile'
import { useOrder } from './use-order'

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
  const order = useOrder(images, { move: uploads.move })
  const failed = images.filter((image) => image.status === 'failed')

  function pick(event: ChangeEvent<HTMLInputElement>) {
    add(event.target.files)
    // The same file can be picked again after it was removed.
    event.target.value = ''
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setDragging(false)
    if (event.dataTransfer.files.length > 0) add(event.dataTransfer.files)
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
      <ul className="grid grid-cols-2 gap-2.5 sm:grid-cols-4">
        {images.map((image, index) => (
          <li key={image.key} {...order.handlers(image.key, index)}>
            <ImageTile
              image={image}
              name={nameOf(t, image, index)}
              isFirst={index === 0}
              isLast={index === images.length - 1}
              onRetry={() => uploads.retry(image)}
              onPause={(isPaused) => uploads.pause(image.key, isPaused)}
              onRemove={() => uploads.remove(image.key)}
              onReplace={(file) => uploads.replace(image.key, file)}
              onMove={(step) => order.move(image.key, index + step)}
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
                accept={ACCEPTED_FILES}
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
      <p role="status" className="sr-only">
        {order.moved && t('studio.images.moved', order.moved)}
      </p>
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
