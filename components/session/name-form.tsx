'use client'

import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { shortKey } from '@/components/shell/short-key'
import { ChangedMeanwhile } from '@/components/studio/changed-meanwhile'
import { fieldError } from '@/components/studio/field-error'
import { useFormState } from '@/components/studio/form-result'
import { PictureField } from '@/components/studio/picture-field'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextInput } from '@/components/ui/text-input'
import { updateMe } from '@/lib/client/api/api'
import { conflictOf } from '@/lib/client/api/api-error'
import { keys } from '@/lib/client/cache/query-keys'
import { adoptSession } from '@/lib/client/cache/session-cache'
import { announceSessionChange } from '@/lib/client/tabs/session-channel'
import { useOneAtATime } from '@/lib/client/use-one-at-a-time'
import { useRealtimeContext } from '@/lib/client/use-realtime'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources } from '@/lib/links'
import { LIMITS } from '@/lib/schema/limits'
import type { Me } from '@/lib/schema/session'
import type { Translator } from '@/lib/words/translator'

/** How somebody is called and shown wherever they write. */
export function NameForm({ me, onSaved }: { me: Me; onSaved: () => void }) {
  const t = useTranslator()
  const { refresher } = useRealtimeContext()
  // As it was when the editing began, whatever arrives meanwhile.
  const [base, setBase] = useState(me)
  const [displayName, setDisplayName] = useState(me.displayName ?? '')
  const [avatarId, setAvatarId] = useState(me.avatarId)
  const [meanwhile, setMeanwhile] = useState<{ before: Me; now: Me } | null>(null)
  // Who has no name yet may begin with a picture.
  const isNamed = displayName.trim() !== '' && displayName !== (base.displayName ?? '')
  const isPictured = avatarId !== base.avatarId
  const mutation = useMutation({
    mutationFn: updateMe,
    onSuccess: (saved) => {
      adoptSession(refresher, saved)
      announceSessionChange(saved.id)
      refresher.refresh(keys.allComments)
      onSaved()
    },
    onError(error) {
      const now = conflictOf<Me>(error)
      if (now === null) return
      setMeanwhile({ before: base, now })
      if (!isNamed) setDisplayName(now.displayName ?? '')
      if (!isPictured) setAvatarId(now.avatarId)
      setBase(now)
    },
  })
  const { pending, errors, problem } = useFormState(mutation)
  const save = useOneAtATime(mutation.mutateAsync)

  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (!isNamed && !isPictured) return onSaved()
    save({
      ...(isNamed && { displayName }),
      ...(isPictured && { avatarId }),
      version: base.updatedAt,
    })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <p className="-mt-2 text-muted text-sm">{t('name.text')}</p>
      <div className="flex items-start gap-5">
        <PictureField
          label={t('name.picture')}
          shape="round"
          current={avatarSources({ avatarId, avatarFocus: isPictured ? null : base.avatarFocus })}
          onUploaded={setAvatarId}
        />
        <div className="min-w-0 flex-1">
          <Field label={t('studio.becomeCreator.name')} error={fieldError(errors, 'displayName')}>
            {(control) => (
              <TextInput
                {...control}
                required={me.displayName !== null}
                maxLength={LIMITS.displayName}
                autoComplete="nickname"
                placeholder={shortKey(me.wallet)}
                value={displayName}
                onChange={(event) => setDisplayName(event.target.value)}
              />
            )}
          </Field>
        </div>
      </div>
      {meanwhile && <ChangedMeanwhile what="name" changes={changesInWords(t, meanwhile)} />}
      {problem && <Notice tone="danger" title={problem} />}
      <Button type="submit" variant="primary" size="lg" full loading={pending}>
        {t('studio.ownPage.save')}
      </Button>
    </form>
  )
}

function changesInWords(t: Translator, { before, now }: { before: Me; now: Me }): string[] {
  const lines: string[] = []
  if (now.displayName !== before.displayName) {
    lines.push(
      now.displayName === null ? t('name.edited.none') : t('studio.edited.name', { name: now.displayName }),
    )
  }
  if (now.avatarId !== before.avatarId) lines.push(t('name.edited.picture'))
  return lines
}
