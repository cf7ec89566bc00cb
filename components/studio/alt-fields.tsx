'use client'

import { useMutation } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react'
import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { loadLate } from '@/components/ui/load-late'
import { TextInput } from '@/components/ui/text-input'
import { describeMedia } from '@/lib/client/api/api'
import { useFormats } from '@/lib/client/use-formats'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { Upload, Uploads } from '@/lib/client/use-uploads'
import { LIMITS } from '@/lib/schema/limits'
import { isWritten } from '@/lib/schema/text-pictures'

const CaptionsField = loadLate(async () => (await import('./captions-field')).CaptionsField, {
  Waiting: () => null,
})

/** After the last stroke. */
const PAUSE_MS = 700

type Ready = Extract<Upload, { status: 'ready' }>

interface AltFieldsProps {
  images: Uploads
  /** In which the pictures may stand. */
  text: string
  /** Puts one into the text, or shows where it stands in it. */
  onPlace: (image: Upload) => void
}

/** What is in each picture, for who does not see it; with a reminder as long as one has none. */
export function AltFields({ images: { uploads, setAlt }, text, onPlace }: AltFieldsProps) {
  const t = useTranslator()
  const formats = useFormats()
  const ready = uploads.filter((upload) => upload.status === 'ready')
  const missing = ready.filter(({ kind, alt }) => kind !== 'audio' && alt.trim() === '').length
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="mb-1.5 font-medium text-sm">{t('studio.alt.title')}</legend>
      {ready.map((image) => (
        <AltField
          key={image.key}
          image={image}
          number={uploads.indexOf(image) + 1}
          onChange={(alt) => setAlt(image.key, alt)}
          isInText={isWritten(text, image.mediaId)}
          onPlace={() => onPlace(image)}
        />
      ))}
      {ready.map(
        ({ key, kind, mediaId }, index) =>
          kind === 'video' && <CaptionsField key={key} mediaId={mediaId} number={index + 1} />,
      )}
      <p role="status" className="flex items-start gap-2 text-muted text-sm">
        {missing > 0 && (
          <>
            <Icon name="info" className="mt-0.5 size-4 shrink-0" />
            <span key={missing}>
              {t('studio.alt.missing', { count: missing, shown: formats.count(missing) })}
            </span>
          </>
        )}
      </p>
    </fieldset>
  )
}

interface AltFieldProps {
  image: Ready
  number: number
  onChange: (alt: string) => void
  isInText: boolean
  onPlace: () => void
}

/** Kept by itself, as it is shown: it belongs to the picture, whatever becomes of the post. */
function AltField({ image, number, onChange, isInText, onPlace }: AltFieldProps) {
  const { mediaId, kind, url, alt, keptAlt = '' } = image
  const t = useTranslator()
  const wordError = useProblemWords()
  /** Null where nobody knows whether it has arrived. */
  const sent = useRef<string | null>(keptAlt)
  const keeping = useMutation({
    // One after the other: what was typed last is what stays.
    scope: { id: `alt ${mediaId}` },
    mutationFn: (words: string) => describeMedia(mediaId, words),
    onError() {
      sent.current = null
    },
  })

  function keep(typed: string) {
    const words = typed.trim()
    if (words === sent.current) return
    sent.current = words
    keeping.mutate(words)
  }
  const keepLater = useEffectEvent(keep)
  useEffect(() => {
    const timer = setTimeout(() => keepLater(alt), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [alt])
  /** It is one line of many: the form is not sent by it. */
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.blur()
  }

  return (
    <div className="flex items-start gap-3">
      {kind === 'image' ? (
        <img
          src={url}
          alt=""
          width={40}
          height={40}
          className="size-10 shrink-0 rounded-md bg-hover object-cover"
        />
      ) : (
        <span className="flex size-10 shrink-0 items-center justify-center rounded-md bg-hover text-muted">
          <Icon name={kind === 'audio' ? 'audio-lines' : 'film'} className="size-5" />
        </span>
      )}
      <div className="min-w-0 flex-1">
        <Field
          label={t('studio.alt.of', { number })}
          labelHidden
          error={keeping.error === null ? null : wordError(keeping.error)}
        >
          {(control) => (
            <TextInput
              {...control}
              maxLength={LIMITS.alt}
              autoComplete="off"
              placeholder={t('studio.alt.hint')}
              value={alt}
              onChange={(event) => onChange(event.target.value)}
              onBlur={() => keep(alt)}
              onKeyDown={onKeyDown}
            />
          )}
        </Field>
      </div>
      {kind === 'image' && (
        <span className="mt-1">
          <IconButton
            label={t(isInText ? 'studio.textPicture.there' : 'studio.textPicture.place', { number })}
            onClick={onPlace}
          >
            <Icon name={isInText ? 'check' : 'corner-down-right'} />
          </IconButton>
        </span>
      )}
    </div>
  )
}
