'use client'

import { type SubmitEvent, useState } from 'react'
import { mediaUrl } from '@/components/links'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import type { CreatorPatch, CreatorProfile } from '@/lib/schema/creators'
import { fieldError } from './field-error'
import type { FormState } from './form-state'
import { PictureField } from './picture-field'

interface ProfileFormProps extends FormState {
  creator: CreatorProfile
  onSubmit: (patch: CreatorPatch) => void
}

export function ProfileForm({ creator, pending, errors, problem, onSubmit }: ProfileFormProps) {
  const [displayName, setDisplayName] = useState(creator.displayName)
  const [bio, setBio] = useState(creator.bio)
  const [avatarId, setAvatarId] = useState(creator.avatarId)
  const [coverId, setCoverId] = useState(creator.coverId)

  function submit(event: SubmitEvent) {
    event.preventDefault()
    onSubmit({ displayName, bio, avatarId, coverId })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <PictureField
        label="Cover"
        shape="wide"
        current={coverId && mediaUrl(coverId)}
        onUploaded={setCoverId}
      />
      <PictureField
        label="Portrait"
        shape="round"
        current={avatarId && mediaUrl(avatarId)}
        onUploaded={setAvatarId}
      />
      <Field label="Name" error={fieldError(errors, 'displayName')}>
        {(control) => (
          <TextInput
            {...control}
            required
            maxLength={60}
            value={displayName}
            onChange={(event) => setDisplayName(event.target.value)}
          />
        )}
      </Field>
      <Field label="About you" optional error={fieldError(errors, 'bio')}>
        {(control) => (
          <TextArea
            {...control}
            maxLength={500}
            value={bio}
            onChange={(event) => setBio(event.target.value)}
          />
        )}
      </Field>
      {problem && <Notice tone="danger" title={problem} />}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" loading={pending}>
          Save
        </Button>
      </div>
    </form>
  )
}
