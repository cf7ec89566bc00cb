'use client'

import { useMutation } from '@tanstack/react-query'
import type { ChangeEvent } from 'react'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { Spinner } from '@/components/ui/spinner'
import { useElementId } from '@/components/ui/use-element-id'
import { uploadMedia } from '@/lib/client/api/upload'
import { randomId } from '@/lib/client/random-id'
import { useProblemWords } from '@/lib/client/use-problem-words'
import type { PictureSources } from '@/lib/links'

interface PictureFieldProps {
  label: string
  shape: 'wide' | 'round'
  /** The picture that is there; null without one. */
  current: PictureSources | null
  onUploaded: (mediaId: string) => void
}

/** One picture that is replaced by choosing another. */
export function PictureField({ label, shape, current, onUploaded }: PictureFieldProps) {
  const inputId = useElementId()
  const wordProblem = useProblemWords()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (file: File) => uploadMedia(file, randomId()),
    onSuccess: ({ id }) => onUploaded(id),
  })

  function pick(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    if (file !== undefined) mutate(file)
    event.target.value = ''
  }

  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium text-sm" id={`${inputId}-label`}>
        {label}
      </p>
      <label
        htmlFor={inputId}
        className={cx(
          'relative flex items-center justify-center overflow-hidden border border-line-strong border-dashed bg-hover text-muted transition-colors hover:text-text has-focus-visible:outline-2 has-focus-visible:outline-focus',
          shape === 'wide' ? 'aspect-[3/1] w-full rounded-lg' : 'size-24 rounded-full',
        )}
      >
        <input
          id={inputId}
          type="file"
          accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
          aria-labelledby={`${inputId}-label`}
          onChange={pick}
          className="sr-only"
        />
        {current && (
          <img
            alt=""
            sizes={shape === 'wide' ? '(min-width: 40rem) 36rem, 100vw' : '96px'}
            srcSet={current.srcSet}
            src={current.src}
            className="absolute inset-0 size-full object-cover"
          />
        )}
        <span className={cx('relative rounded-full p-2.5', current && 'bg-surface')}>
          {isPending ? <Spinner className="size-5" /> : <Icon name="image-plus" className="size-5" />}
        </span>
      </label>
      {error && (
        <p role="alert" className="text-danger text-sm">
          {wordProblem(error)}
        </p>
      )}
    </div>
  )
}
