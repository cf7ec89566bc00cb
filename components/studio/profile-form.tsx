'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import { conflictOf } from '@/lib/client/api/api-error'
import { useLeaveWarning } from '@/lib/client/use-leave-warning'
import { useOneAtATime } from '@/lib/client/use-one-at-a-time'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources, coverSources } from '@/lib/links'
import type { CreatorPatch, CreatorProfile } from '@/lib/schema/creators'
import type { Focus } from '@/lib/schema/focus'
import { LIMITS } from '@/lib/schema/limits'
import { readableAddress } from '@/lib/words/readable-address'
import type { Translator } from '@/lib/words/translator'
import { ChangedMeanwhile } from './changed-meanwhile'
import { fieldError } from './field-error'
import { useFormState } from './form-result'
import { PictureField } from './picture-field'

interface ProfileFormProps {
  creator: CreatorProfile
  isPending: boolean
  error: Error | null
  /** Takes what was changed; answers the page as it is then, or rejects. */
  onSubmit: (patch: CreatorPatch) => Promise<CreatorProfile>
}

/** `links`: as they are typed, one a line. */
type Profile = Pick<CreatorProfile, 'displayName' | 'bio' | 'avatarId' | 'coverId'> & {
  links: string
  welcome: string
  /** Two numbers, or nothing for the middle: what is the same is equal. */
  avatarFocus: string
  coverFocus: string
}

const FIELDS = [
  'displayName',
  'bio',
  'links',
  'welcome',
  'avatarId',
  'avatarFocus',
  'coverId',
  'coverFocus',
] as const satisfies (keyof Profile)[]

export function ProfileForm({ creator, isPending, error, onSubmit }: ProfileFormProps) {
  const t = useTranslator()
  // As it was when the editing began, whatever arrives meanwhile.
  const [base, setBase] = useState(creator)
  const [draft, setDraft] = useState(() => toProfile(creator))
  const [meanwhile, setMeanwhile] = useState<{ before: Profile; now: Profile } | null>(null)
  const { pending, errors, problem } = useFormState({ isPending, error })
  const { displayName, bio, links, welcome, avatarId, coverId } = draft
  const [avatarFocus, coverFocus] = [toFocus(draft.avatarFocus), toFocus(draft.coverFocus)]
  const changed = differing(draft, toProfile(base))
  useLeaveWarning(changed.length > 0, true)

  function change(fields: Partial<Profile>) {
    setDraft((known) => ({ ...known, ...fields }))
  }

  const submit = useOneAtATime(save)

  async function save() {
    try {
      const { links: typed, avatarFocus: face, coverFocus: view, ...fields } = pick(draft, changed)
      const sent = {
        ...fields,
        ...(typed !== undefined && { links: linesOf(typed) }),
        ...(face !== undefined && { avatarFocus: toFocus(face) }),
        ...(view !== undefined && { coverFocus: toFocus(view) }),
      }
      const saved = await onSubmit({ ...sent, version: base.updatedAt })
      begin(saved, null)
      // What was typed meanwhile stays.
      setDraft((known) => (known === draft ? toProfile(saved) : known))
    } catch (refusal) {
      const now = conflictOf<CreatorProfile>(refusal as Error)
      if (now === null) return
      begin(now, { before: toProfile(base), now: toProfile(now) })
      setDraft((known) => ({ ...toProfile(now), ...pick(known, differing(known, toProfile(base))) }))
    }
  }

  function begin(now: CreatorProfile, change: typeof meanwhile) {
    setBase(now)
    setMeanwhile(change)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      className="flex flex-col gap-5"
    >
      <PictureField
        label={t('studio.ownPage.cover')}
        shape="wide"
        current={coverId ? coverSources(coverId, coverFocus) : null}
        onUploaded={(id) => change({ coverId: id, coverFocus: '' })}
        focus={{ is: coverFocus, onChange: (focus) => change({ coverFocus: fromFocus(focus) }) }}
      />
      <PictureField
        label={t('studio.ownPage.portrait')}
        shape="round"
        current={avatarSources({ avatarId, avatarFocus })}
        onUploaded={(id) => change({ avatarId: id, avatarFocus: '' })}
        focus={{ is: avatarFocus, onChange: (focus) => change({ avatarFocus: fromFocus(focus) }) }}
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
      <Field
        label={t('studio.ownPage.links')}
        optional
        hint={t('studio.ownPage.links.hint', { max: LIMITS.links })}
        error={fieldError(errors, 'links')}
      >
        {(control) => (
          <TextArea
            {...control}
            lines={2}
            inputMode="url"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="https://example.com"
            value={links}
            onChange={(event) => change({ links: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('studio.ownPage.welcome')}
        optional
        hint={t('studio.ownPage.welcome.hint')}
        error={fieldError(errors, 'welcome')}
      >
        {(control) => (
          <TextArea
            {...control}
            lines={2}
            maxLength={LIMITS.welcome}
            value={welcome}
            onChange={(event) => change({ welcome: event.target.value })}
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

function toProfile({ displayName, bio, avatarId, coverId, ...page }: CreatorProfile): Profile {
  return {
    displayName,
    bio,
    links: (page.links ?? []).map(readableAddress).join('\n'),
    welcome: page.welcome ?? '',
    avatarId,
    avatarFocus: fromFocus(page.avatarFocus),
    coverId,
    coverFocus: fromFocus(page.coverFocus),
  }
}

function fromFocus(focus: Focus | undefined): string {
  return focus === undefined ? '' : [focus.x, focus.y, focus.zoom ?? LIMITS.zoomMin].join(' ')
}

function toFocus(text: string): Focus | null {
  const [x, y, zoom = LIMITS.zoomMin] = text.split(' ').map(Number)
  if (x === undefined || y === undefined) return null
  return zoom > LIMITS.zoomMin ? { x, y, zoom } : { x, y }
}

function linesOf(text: string): string[] {
  return text.split(/\s+/).filter((line) => line !== '')
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
    links: () => t('studio.edited.links', { links: linesOf(now.links).join(', ') }),
    welcome: () => t('studio.edited.welcome', { welcome: now.welcome }),
    avatarId: () => t('studio.edited.portrait'),
    avatarFocus: () => t('studio.edited.portrait'),
    coverId: () => t('studio.edited.cover'),
    coverFocus: () => t('studio.edited.cover'),
  }
  return [...new Set(differing(now, before).map((field) => words[field]()))]
}
