'use client'

import {
  type ClipboardEvent,
  type ReactNode,
  type SubmitEvent,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { minutesToRead } from '@/components/posts/minutes'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { loadLate } from '@/components/ui/load-late'
import { Notice } from '@/components/ui/notice'
import { Switch } from '@/components/ui/switch'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import { useElementId } from '@/components/ui/use-element-id'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { isUnderWay, readyIds, type Upload, type Uploads } from '@/lib/client/use-uploads'
import { LIMITS } from '@/lib/schema/limits'
import type { PostFields } from '@/lib/schema/posts'
import { isWritten, withoutPicture, writtenPicture } from '@/lib/schema/text-pictures'
import type { TierName } from '@/lib/schema/tiers'
import { withoutWritten } from '@/lib/schema/written-picture'
import type { Translator } from '@/lib/words/translator'
import { hasPrice } from './access-choice'
import { AccessFields } from './access-fields'
import { fieldError } from './field-error'
import type { FormState } from './form-state'
import { ImageUpload } from './image-upload'
import { inputOf, type PostDraft, withOffered } from './post-draft'
import { TagsField } from './tags-field'
import { TextField } from './text-field'
import { useTextPictures, withReplaced } from './text-pictures'
import { isUnusual, priceProblem, priceProblemInWords, readPrice, writtenIn } from './typed-price'
import type { TextHand } from './writing/text-editor'

/** Once there is something to describe. */
const AltFields = loadLate(async () => (await import('./alt-fields')).AltFields, { Waiting: () => null })

interface PostComposerProps extends FormState {
  draft: PostDraft
  onChange: (change: (known: PostDraft) => PostDraft) => void
  submitLabel: string
  /** The way out beside the button. */
  cancel?: ReactNode
  /** What is chosen when all the rest is. */
  last?: ReactNode
  /** There is something to be decided before it can be sent. */
  blocked?: boolean
  /** Whether it is saved, beside the button. */
  saving?: ReactNode
  /** What there is to say before it is sent. */
  notice?: ReactNode
  /** Tiers the creator offers; without any, a post cannot be for members. */
  tiers: readonly TierName[]
  images: Uploads
  onSubmit: (input: PostFields) => void
}

/** A post from title to access. */
export function PostComposer(props: PostComposerProps) {
  const { draft, onChange, tiers, images, onSubmit } = props
  const { pending, errors, problem, submitLabel, cancel, notice, last, saving, blocked = false } = props
  const t = useTranslator()
  const formats = useFormats()
  const { title, teaser, body } = draft
  const edit = (changed: Partial<PostDraft>) => onChange((known) => ({ ...known, ...changed }))
  const access = writtenIn(withOffered(draft.access, tiers), t.locale)
  const [checked, setChecked] = useState(false)
  /** The unusual price that was asked about. */
  const [asked, setAsked] = useState<string | null>(null)
  /** The text as it is by now: what was typed a moment ago may not be rendered yet. */
  const text = useRef(body)
  useLayoutEffect(() => {
    text.current = body
  }, [body])
  /** Pictures, film and sound need no words. */
  const needsText = images.uploads.length === 0
  const isBlank = needsText && body.trim() === ''
  const excess = body.length - LIMITS.postBody
  const hand = useRef<TextHand>(null)
  const pictures = useTextPictures(images.uploads)
  const markHint = useElementId()
  const uploading = isUnderWay(images.uploads)
  const isAnyReady = images.uploads.some(({ status }) => status === 'ready')
  const failed = images.uploads.filter(({ status }) => status === 'failed').length

  const tooMuch =
    excess > 0 ? t('studio.write.tooMuch', { count: excess, shown: formats.count(excess) }) : null
  const bodyError =
    (checked && isBlank ? t('studio.write.nothing') : null) ?? tooMuch ?? fieldError(errors, 'body')

  function write(now: string) {
    text.current = now
    if (now !== body) edit({ body: now })
  }
  const follow = useEffectEvent(() => write(withReplaced(text.current, images.uploads)))
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when the pictures are others
  useEffect(() => follow(), [images.uploads])

  /** A picture that is taken out of the post stands in its text no more. */
  function remove(key: string) {
    const removed = images.uploads.find((upload) => upload.key === key)
    images.remove(key)
    if (removed?.status === 'ready') write(withoutPicture(text.current, removed.mediaId))
  }

  function addToText(files: File[]): string[] {
    const keys = images.add(files)
    return keys.filter((_, index) => !/^(video|audio)\//.test(files[index]?.type ?? ''))
  }

  function place(upload: Upload) {
    if (hand.current !== null) hand.current.place(upload.key)
    else if (upload.status === 'ready' && !isWritten(text.current, upload.mediaId))
      write(`${text.current.trimEnd()}\n\n${writtenPicture(upload.mediaId)}`.trimStart())
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setChecked(true)
    if (needsText && text.current.trim() === '') {
      event.currentTarget.querySelector<HTMLElement>('[role=textbox]')?.focus()
      return
    }
    // What could not be uploaded is not left out in silence.
    if (pending || blocked || uploading || failed > 0) return
    if (hasPrice(access.kind)) {
      if (priceProblem(access)) return
      if (isUnusual(access) && asked !== access.price) {
        setAsked(access.price)
        return
      }
    }
    onSubmit(inputOf({ ...draft, body: text.current, access }, readyIds(images.uploads)))
  }

  /** A picture that was copied is one of the post; where there is text beside it, that is what is meant. */
  function paste(event: ClipboardEvent) {
    const { files, types } = event.clipboardData
    // The text has taken it.
    if (event.defaultPrevented) return
    if (files.length === 0 || types.includes('text/plain')) return
    event.preventDefault()
    images.add([...files])
  }

  return (
    <form onSubmit={submit} onPaste={paste} className="flex flex-col gap-6">
      <Field label={t('studio.write.title')} error={fieldError(errors, 'title')}>
        {(control) => (
          <TextInput
            {...control}
            required
            maxLength={LIMITS.title}
            autoComplete="off"
            value={title}
            onChange={(event) => edit({ title: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('studio.write.teaser')}
        optional
        hint={t('studio.write.teaser.hint')}
        error={fieldError(errors, 'teaser')}
      >
        {(control) => (
          <TextArea
            {...control}
            lines={2}
            maxLength={LIMITS.teaser}
            value={teaser}
            onChange={(event) => edit({ teaser: event.target.value })}
          />
        )}
      </Field>
      <ImageUpload images={{ ...images, remove }} max={LIMITS.images} />
      {isAnyReady && <AltFields images={images} text={body} onPlace={place} />}
      {(draft.watermarked || images.uploads.some(({ kind }) => kind === 'image')) && (
        <div className="-mt-2 flex flex-col gap-1.5">
          <Switch
            label={t('studio.watermark')}
            aria-describedby={markHint}
            checked={draft.watermarked}
            onChange={(event) => edit({ watermarked: event.target.checked })}
          />
          <p id={markHint} className="text-muted text-xs">
            {t('studio.watermark.hint')}
          </p>
        </div>
      )}
      <TextField
        value={body}
        onChange={write}
        error={bodyError}
        required={needsText}
        pictures={pictures}
        onFiles={addToText}
        hand={hand}
      />
      <p className="-mt-4 text-muted text-xs tabular-nums">{lengthInWords(t, body)}</p>
      <TagsField tags={draft.tags} onChange={(tags) => edit({ tags })} error={fieldError(errors, 'tags')} />
      <AccessFields
        access={access}
        onChange={(changed) => edit({ access: changed })}
        tiers={tiers}
        priceError={
          (checked ? priceProblemInWords(t, formats, access) : null) ?? fieldError(errors, 'priceLamports')
        }
        tierError={fieldError(errors, 'minTier')}
      />
      <Switch
        label={t('studio.write.comments')}
        checked={draft.commentsOpen}
        onChange={(event) => edit({ commentsOpen: event.target.checked })}
      />
      {last}
      {notice}
      {asked !== null && asked === access.price && (
        <Notice
          tone="danger"
          title={t('studio.price.unusual', { price: formats.inSol(readPrice(access) ?? 0n) })}
        >
          {t('studio.price.unusual.text')}
        </Notice>
      )}
      {checked && failed > 0 && (
        <Notice
          tone="danger"
          title={t('studio.write.notUploaded', { count: failed, shown: formats.count(failed) })}
        />
      )}
      {problem && <Notice tone="danger" title={problem} />}
      <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-3">
        {saving}
        {uploading && <p className="text-muted text-sm">{t('studio.write.uploading')}</p>}
        {cancel}
        <Button type="submit" variant="primary" size="lg" loading={pending} disabled={uploading || blocked}>
          {submitLabel}
        </Button>
      </div>
    </form>
  )
}

/** How many words, and how long they take where that is a minute or more. */
function lengthInWords(t: Translator, text: string): string {
  // A dash before an item is no word, and no picture is.
  const words = t('studio.write.count', {
    words: withoutWritten(text).match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0,
  })
  const minutes = minutesToRead(text)
  return minutes === 0 ? words : `${words} · ${t('post.minutes', { minutes })}`
}
