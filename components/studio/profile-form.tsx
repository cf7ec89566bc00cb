'use client'

import { type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import { useLeaveWarning } from '@/lib/client/use-leave-warning'
import { avatarSources, coverSources } from '@/lib/links'
import type { CreatorPatch, CreatorProfile } from '@/lib/schema/creators'
import { LIMITS } from '@/lib/schema/limits'
import { ChangedMeanwhile } from './changed-meanwhile'
import { fieldError } from './field-error'
import { conflictOf, formState } from './form-result'
import { PictureField } from './picture-field'

interface ProfileFormProps {
  creator: CreatorProfile
  isPending: boolean
  error: Error | null
  /** Takes what was changed; answers the page as it is then, or rejects. */
  onSubmit: (patch: CreatorPatch) => Promise<CreatorProfile>
}

type Profile = Pick<CreatorProfile, 'displayName' | 'bio' | 'avatarId' | 'coverId'>

const LABELS: Record<keyof Profile, string> = {
  displayName: 'Name',
  bio: 'About you',
  avatarId: 'Portrait',
  coverId: 'Cover',
}
const FIELDS = Object.keys(LABELS) as (keyof Profile)[]

export function ProfileForm({ creator, isPending, error, onSubmit }: ProfileFormProps) {
  // As it was when the editing began, whatever arrives meanwhile.
  const [base, setBase] = useState(creator)
  const [draft, setDraft] = useState<Profile>(creator)
  const [meanwhile, setMeanwhile] = useState<string[] | null>(null)
  const { pending, errors, problem } = formState({ isPending, error })
  const { displayName, bio, avatarId, coverId } = draft
  const changed = differing(draft, base)
  useLeaveWarning(changed.length > 0, true)

  function change(fields: Partial<Profile>) {
    setDraft((known) => ({ ...known, ...fields }))
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (pending) return
    try {
      const saved = await onSubmit({ ...pick(draft, changed), version: base.updatedAt })
      begin(saved, null)
      // What was typed meanwhile stays.
      setDraft((known) => (known === draft ? saved : known))
    } catch (refusal) {
      const now = conflictOf<CreatorProfile>(refusal as Error)
      if (now === null) return
      begin(now, changesInWords(base, now))
      setDraft((known) => ({ ...now, ...pick(known, differing(known, base)) }))
    }
  }

  function begin(now: CreatorProfile, words: string[] | null) {
    setBase(now)
    setMeanwhile(words)
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <PictureField
        label="Cover"
        shape="wide"
        current={coverId ? coverSources(coverId) : null}
        onUploaded={(id) => change({ coverId: id })}
      />
      <PictureField
        label="Portrait"
        shape="round"
        current={avatarSources(avatarId)}
        onUploaded={(id) => change({ avatarId: id })}
      />
      <Field label="Name" error={fieldError(errors, 'displayName')}>
        {(control) => (
          <TextInput
            {...control}
            required
            maxLength={LIMITS.displayName}
            value={displayName}
            onChange={(event) => change({ displayName: event.target.value })}
          />
        )}
      </Field>
      <Field label="About you" optional error={fieldError(errors, 'bio')}>
        {(control) => (
          <TextArea
            {...control}
            maxLength={LIMITS.bio}
            value={bio}
            onChange={(event) => change({ bio: event.target.value })}
          />
        )}
      </Field>
      {meanwhile && <ChangedMeanwhile what="Your page was" changes={meanwhile} />}
      {problem && <Notice tone="danger" title={problem} />}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" loading={pending}>
          Save
        </Button>
      </div>
    </form>
  )
}

function differing(a: Profile, b: Profile): (keyof Profile)[] {
  return FIELDS.filter((field) => a[field] !== b[field])
}

function pick(profile: Profile, fields: readonly (keyof Profile)[]): Partial<Profile> {
  return Object.fromEntries(fields.map((field) => [field, profile[field]]))
}

function changesInWords(before: Profile, now: Profile): string[] {
  return differing(now, before).map((field) =>
    field === 'displayName' || field === 'bio'
      ? `${LABELS[field]}: ${now[field]}`
      : `${LABELS[field]}: another picture`,
  )
}
