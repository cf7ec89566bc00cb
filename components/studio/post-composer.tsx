'use client'

import { type ReactNode, type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import type { Upload } from '@/lib/client/use-uploads'
import { parseSol } from '@/lib/money'
import type { PostInput } from '@/lib/schema/posts'
import type { TierName } from '@/lib/schema/tiers'
import { accessKind, hasPrice, hasTier } from './access-choice'
import { type Access, AccessFields } from './access-fields'
import { fieldError } from './field-error'
import type { FormState } from './form-state'
import { ImageUpload } from './image-upload'
import { priceProblem, priceText } from './tier-draft'

const IMAGES_MAX = 10
const PRICE_SUGGESTED = '0.05'

type Draft = Omit<PostInput, 'mediaIds'>
const EMPTY: Draft = { title: '', teaser: '', body: '', minTier: null, priceLamports: null }

interface PostComposerProps extends FormState {
  /** What it begins with; nothing, for a new post. */
  initial?: Draft
  submitLabel: string
  /** The way out beside the button. */
  cancel?: ReactNode
  /** Tiers the creator offers; without any, a post cannot be for members. */
  tiers: readonly TierName[]
  images: readonly Upload[]
  onAddImages: (files: File[]) => void
  onRemoveImage: (key: string) => void
  onSubmit: (input: PostInput) => void
}

/** A post from title to access. The parent remounts it (by `key`) for the next one. */
export function PostComposer(props: PostComposerProps) {
  const { initial = EMPTY, tiers, images, onAddImages, onRemoveImage, onSubmit } = props
  const { pending, errors, problem, submitLabel, cancel } = props
  const [title, setTitle] = useState(initial.title)
  const [teaser, setTeaser] = useState(initial.teaser)
  const [body, setBody] = useState(initial.body)
  const [chosen, setAccess] = useState(() => accessOf(initial))
  // The tiers may arrive after the form; then the lowest of them is what is in sight.
  const access = tiers.includes(chosen.tier) ? chosen : { ...chosen, tier: tiers[0] ?? chosen.tier }
  const [checked, setChecked] = useState(false)
  const uploading = images.some(({ status }) => status === 'uploading')
  const priced = hasPrice(access.kind)

  function submit(event: SubmitEvent) {
    event.preventDefault()
    setChecked(true)
    if (uploading || (priced && priceProblem(access.price))) return
    onSubmit({
      title,
      teaser,
      body,
      minTier: hasTier(access.kind) ? access.tier : null,
      priceLamports: priced ? parseSol(access.price) : null,
      mediaIds: images.flatMap((image) => (image.status === 'ready' ? [image.mediaId] : [])),
    })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-6">
      <Field label="Title" error={fieldError(errors, 'title')}>
        {(control) => (
          <TextInput
            {...control}
            required
            maxLength={140}
            autoComplete="off"
            value={title}
            onChange={(event) => setTitle(event.target.value)}
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
            maxLength={500}
            value={teaser}
            onChange={(event) => setTeaser(event.target.value)}
          />
        )}
      </Field>
      <ImageUpload images={images} max={IMAGES_MAX} onAdd={onAddImages} onRemove={onRemoveImage} />
      <Field label="Text" error={fieldError(errors, 'body')}>
        {(control) => (
          <TextArea
            {...control}
            lines={10}
            required
            maxLength={50_000}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        )}
      </Field>
      <AccessFields
        access={access}
        onChange={setAccess}
        tiers={tiers}
        priceError={(checked ? priceProblem(access.price) : null) ?? fieldError(errors, 'priceLamports')}
        tierError={fieldError(errors, 'minTier')}
      />
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

function accessOf({ minTier, priceLamports }: Draft): Access {
  return {
    kind: accessKind({ minTier, priceLamports }),
    tier: minTier ?? 'basic',
    price: priceLamports === null ? PRICE_SUGGESTED : priceText(priceLamports),
  }
}
