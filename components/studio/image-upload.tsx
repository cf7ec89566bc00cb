'use client'

import { ImagePlus, X } from 'lucide-react'
import { type ChangeEvent, type DragEvent, useId, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { IconButton } from '@/components/ui/icon-button'
import { Spinner } from '@/components/ui/spinner'
import type { Upload } from '@/lib/client/use-uploads'

const ACCEPTED = 'image/jpeg,image/png,image/webp,image/avif,image/gif'

interface ImageUploadProps {
  images: readonly Upload[]
  max: number
  onAdd: (files: File[]) => void
  onRemove: (key: string) => void
}

export function ImageUpload({ images, max, onAdd, onRemove }: ImageUploadProps) {
  const inputId = useId()
  const [dragging, setDragging] = useState(false)
  const room = max - images.length

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
    const list = Array.from(files ?? []).slice(0, room)
    if (list.length > 0) onAdd(list)
  }

  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium text-sm">
        Images<span className="font-normal text-muted"> · optional, up to {max}</span>
      </p>
      <ul className="grid grid-cols-3 gap-2.5 sm:grid-cols-4">
        {images.map((image) => (
          <li key={image.key}>
            <Tile image={image} onRemove={() => onRemove(image.key)} />
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
              <ImagePlus className="size-5" strokeWidth={1.8} aria-hidden="true" />
              {images.length === 0 ? 'Choose images or drop them here' : 'Add'}
            </label>
          </li>
        )}
      </ul>
    </div>
  )
}

function Tile({ image, onRemove }: { image: Upload; onRemove: () => void }) {
  return (
    <div className="relative aspect-square overflow-hidden rounded-md bg-hover">
      <img
        src={image.url}
        alt={image.name}
        width={160}
        height={160}
        className={cx('size-full object-cover transition-opacity', image.status !== 'ready' && 'opacity-45')}
      />
      {image.status === 'uploading' && (
        <span role="status" className="absolute inset-0 flex items-center justify-center">
          <Spinner className="size-5" />
          <span className="sr-only">Uploading {image.name}</span>
        </span>
      )}
      {image.status === 'failed' && (
        <p
          role="alert"
          className="absolute inset-x-0 bottom-0 bg-danger-fill px-2 py-1.5 text-2xs text-on-danger"
        >
          {image.message}
        </p>
      )}
      <div className="absolute top-1 right-1 rounded-md bg-surface">
        <IconButton label={`Remove ${image.name}`} onClick={onRemove}>
          <X />
        </IconButton>
      </div>
    </div>
  )
}
