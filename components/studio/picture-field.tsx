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
import { useTranslator } from '@/lib/client/use-translator'
import type { PictureSources } from '@/lib/links'
import type { Focus } from '@/lib/schema/focus'
import { FocusSliders, ZoomSlider } from './focus-sliders'
import { useFocusDrag } from './use-focus-drag'

interface PictureFieldProps {
  label: string
  shape: 'wide' | 'round'
  /** The picture that is there; null without one. */
  current: PictureSources | null
  onUploaded: (mediaId: string) => void
  /** Where it may be chosen what of it is seen. */
  focus?: { is: Focus | null; onChange: (focus: Focus) => void }
}

/** One picture that is replaced by choosing another. */
export function PictureField({ label, shape, current, onUploaded, focus }: PictureFieldProps) {
  const t = useTranslator()
  const inputId = useElementId()
  const wordProblem = useProblemWords()
  const drag = useFocusDrag(focus?.is ?? null, (seen) => focus?.onChange(seen))
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
      <div
        className={cx(
          'relative flex items-center justify-center overflow-hidden border border-line-strong border-dashed bg-hover text-muted transition-colors hover:text-text has-focus-visible:outline-2 has-focus-visible:outline-focus',
          shape === 'wide' ? 'aspect-[3/1] w-full rounded-lg' : 'rounded-full',
          // Large enough to choose in.
          shape === 'round' && (current && focus ? 'size-40' : 'size-24'),
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
            draggable={false}
            sizes={shape === 'wide' ? '(min-width: 40rem) 36rem, 100vw' : '160px'}
            {...current}
            {...(focus && drag)}
            className={cx(
              'absolute inset-0 size-full object-cover',
              focus && 'cursor-grab touch-none select-none active:cursor-grabbing',
            )}
          />
        )}
        {current && focus && <FocusSliders label={label} focus={focus.is} onFocus={focus.onChange} />}
        <label
          htmlFor={inputId}
          className={cx(
            'flex items-center justify-center',
            'absolute',
            // Not over what is being chosen.
            current && focus ? cx('bottom-1.5', shape === 'wide' && 'right-2') : 'inset-0',
          )}
        >
          <span className={cx('rounded-full p-2.5', current && 'bg-surface')}>
            {isPending ? <Spinner className="size-5" /> : <Icon name="image-plus" className="size-5" />}
          </span>
        </label>
      </div>
      {current && focus && (
        <>
          <ZoomSlider label={label} focus={focus.is} onFocus={focus.onChange} />
          <p className="text-muted text-sm">{t('studio.focus.hint')}</p>
        </>
      )}
      {error && (
        <p role="alert" className="text-danger text-sm">
          {wordProblem(error)}
        </p>
      )}
    </div>
  )
}
