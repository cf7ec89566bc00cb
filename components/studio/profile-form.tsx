'use client'

import { type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import { useLeaveWarning } from '@/lib/client/use-leave-warning'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources, coverSources } from '@/lib/links'
import type { CreatorPatch, CreatorProfile } from '@/lib/schema/creators'
import { LIMITS } from '@/lib/schema/limits'
import type { Translator } from '@/lib/words/translator'
import { ChangedMeanwhile } from './changed-meanwhile'
import { fieldError } from './field-error'
import { conflictOf, useFormState } from './form-result'
import { PictureField } from './picture-field'

interface ProfileFormProps {
  creator: CreatorProfile
  isPending: boolean
  error: Error | null
  /** Takes what was changed; answers the page as it is then, or rejects. */
  onSubmit: (patch: CreatorPatch) => Promise<CreatorProfile>
}

type Profile = Pick<CreatorProfile, 'displayName' | 'bio' | 'avatarId' | 'coverId'>

const FIELDS = ['displayName', 'bio', 'avatarId', 'coverId'] as const satisfies (keyof Profile)[]

export function ProfileForm({ creator, isPending, error, onSubmit }: ProfileFormProps) {
  const t = useTranslator()
  // As it was when the editing began, whatever arrives meanwhile.
  const [base, setBase] = useState(creator)
  const [draft, setDraft] = useState<Profile>(creator)
  const [meanwhile, setMeanwhile] = useState<{ before: Profile; now: Profile } | null>(null)
  const { pending, errors, problem } = useFormState({ isPending, error })
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
      begin(now, { before: base, now })
      setDraft((known) => ({ ...now, ...pick(known, differing(known, base)) }))
    }
  }

  function begin(now: CreatorProfile, change: typeof meanwhile) {
    setBase(now)
    setMeanwhile(change)
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <PictureField
        label={t('studio.ownPage.cover')}
        shape="wide"
        current={coverId ? coverSources(coverId) : null}
        onUploaded={(id) => change({ coverId: id })}
      />
      <PictureField
        label={t('studio.ownPage.portrait')}
        shape="round"
        current={avatarSources(avatarId)}
        onUploaded={(id) => change({ avatarId: id })}
      />
      <Field label={t('studio.becomeCreator.name')} error={fieldError(errors, 'displayName')}>
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
      <Field label={t('studio.becomeCreator.bio')} optional error={fieldError(errors, 'bio')}>
        {(control) => (
          <TextArea
            {...control}
            maxLength={LIMITS.bio}
            value={bio}
            onChange={(event) => change({ bio: event.target.value })}
          />
        )}
      </Field>
      {meanwhile && <ChangedMeanwhile what="page" changes={changesInWords(t, meanwhile)} />}
      {problem && <Notice tone="danger" title={problem} />}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" loading={pending}>
          {t('studio.ownPage.save')}
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

function changesInWords(t: Translator, { before, now }: { before: Profile; now: Profile }): string[] {
  const words = {
    displayName: () => t('studio.edited.name', { name: now.displayName }),
    bio: () => t('studio.edited.bio', { bio: now.bio }),
    avatarId: () => t('studio.edited.portrait'),
    coverId: () => t('studio.edited.cover'),
  }
  return differing(now, before).map((field) => words[field]())
}
