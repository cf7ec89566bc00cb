'use client'

import { type ReactNode, type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { readyIds, type Uploads } from '@/lib/client/use-uploads'
import { LIMITS } from '@/lib/schema/limits'
import type { PostInput } from '@/lib/schema/posts'
import type { TierName } from '@/lib/schema/tiers'
import { hasPrice } from './access-choice'
import { AccessFields } from './access-fields'
import { fieldError } from './field-error'
import type { FormState } from './form-state'
import { ImageUpload } from './image-upload'
import { inputOf, type PostDraft, withOffered } from './post-draft'
import { priceProblem, priceProblemInWords, writtenIn } from './typed-price'

interface PostComposerProps extends FormState {
  draft: PostDraft
  onChange: (draft: PostDraft) => void
  submitLabel: string
  /** The way out beside the button. */
  cancel?: ReactNode
  /** What there is to say before it is sent. */
  notice?: ReactNode
  /** Tiers the creator offers; without any, a post cannot be for members. */
  tiers: readonly TierName[]
  images: Uploads
  onSubmit: (input: PostInput) => void
}

/** A post from title to access. */
export function PostComposer(props: PostComposerProps) {
  const { draft, onChange, tiers, images, onSubmit } = props
  const { pending, errors, problem, submitLabel, cancel, notice } = props
  const t = useTranslator()
  const formats = useFormats()
  const { title, teaser, body } = draft
  const access = writtenIn(withOffered(draft.access, tiers), t.locale)
  const [checked, setChecked] = useState(false)
  const uploading = images.uploads.some(({ status }) => status === 'uploading')
  const failed = images.uploads.filter(({ status }) => status === 'failed').length

  function submit(event: SubmitEvent) {
    event.preventDefault()
    setChecked(true)
    // What could not be uploaded is not left out in silence.
    if (pending || uploading || failed > 0) return
    if (hasPrice(access.kind) && priceProblem(access)) return
    onSubmit(inputOf({ ...draft, access }, readyIds(images.uploads)))
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-6">
      <Field label={t('studio.write.title')} error={fieldError(errors, 'title')}>
        {(control) => (
          <TextInput
            {...control}
            required
            maxLength={LIMITS.title}
            autoComplete="off"
            value={title}
            onChange={(event) => onChange({ ...draft, title: event.target.value })}
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
            onChange={(event) => onChange({ ...draft, teaser: event.target.value })}
          />
        )}
      </Field>
      <ImageUpload images={images} max={LIMITS.images} />
      <Field label={t('studio.write.text')} error={fieldError(errors, 'body')}>
        {(control) => (
          <TextArea
            {...control}
            lines={10}
            required
            maxLength={LIMITS.postBody}
            value={body}
            onChange={(event) => onChange({ ...draft, body: event.target.value })}
          />
        )}
      </Field>
      <AccessFields
        access={access}
        onChange={(changed) => onChange({ ...draft, access: changed })}
        tiers={tiers}
        priceError={
          (checked ? priceProblemInWords(t, formats, access) : null) ?? fieldError(errors, 'priceLamports')
        }
        tierError={fieldError(errors, 'minTier')}
      />
      {notice}
      {checked && failed > 0 && (
        <Notice
          tone="danger"
          title={t('studio.write.notUploaded', { count: failed, shown: formats.count(failed) })}
        />
      )}
      {problem && <Notice tone="danger" title={problem} />}
      <div className="flex items-center justify-end gap-4">
        {uploading && <p className="text-muted text-sm">{t('studio.write.uploading')}</p>}
        {cancel}
        <Button type="submit" variant="primary" size="lg" loading={pending} disabled={uploading}>
          {submitLabel}
        </Button>
      </div>
    </form>
  )
}
