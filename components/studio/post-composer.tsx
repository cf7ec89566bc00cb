'use client'

import { type ReactNode, type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
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
import { priceProblem } from './tier-draft'

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
  const { title, teaser, body } = draft
  const access = withOffered(draft.access, tiers)
  const [checked, setChecked] = useState(false)
  const uploading = images.uploads.some(({ status }) => status === 'uploading')
  const failed = images.uploads.filter(({ status }) => status === 'failed').length

  function submit(event: SubmitEvent) {
    event.preventDefault()
    setChecked(true)
    // What could not be uploaded is not left out in silence.
    if (pending || uploading || failed > 0) return
    if (hasPrice(access.kind) && priceProblem(access.price)) return
    onSubmit(inputOf({ ...draft, access }, readyIds(images.uploads)))
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-6">
      <Field label="Title" error={fieldError(errors, 'title')}>
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
        label="Teaser"
        optional
        hint="Everybody sees title and teaser, also where the rest is locked."
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
      <Field label="Text" error={fieldError(errors, 'body')}>
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
        priceError={(checked ? priceProblem(access.price) : null) ?? fieldError(errors, 'priceLamports')}
        tierError={fieldError(errors, 'minTier')}
      />
      {notice}
      {checked && failed > 0 && <Notice tone="danger" title={failedInWords(failed)} />}
      {problem && <Notice tone="danger" title={problem} />}
      <div className="flex items-center justify-end gap-4">
        {uploading && <p className="text-muted text-sm">Images are still on their way</p>}
        {cancel}
        <Button type="submit" variant="primary" size="lg" loading={pending} disabled={uploading}>
          {submitLabel}
        </Button>
      </div>
    </form>
  )
}

function failedInWords(failed: number): string {
  return `${countOf(failed, 'image', 'images')} could not be uploaded: try again, or remove what is marked`
}
