'use client'

import { type ReactNode, type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import { useTranslator } from '@/lib/client/use-translator'
import type { CreatorInput } from '@/lib/schema/creators'
import { LIMITS } from '@/lib/schema/limits'
import { fieldError } from './field-error'
import type { FormState } from './form-state'
import { HandleField } from './handle-field'

interface BecomeCreatorFormProps extends FormState {
  /** What they are called so far; empty where they have not said. */
  name: string
  onSubmit: (input: CreatorInput) => void
  /** What is agreed to besides: an invitation. */
  children?: ReactNode
}

/** A name, an address, a few words: all it takes to have a page. */
export function BecomeCreatorForm(props: BecomeCreatorFormProps) {
  const { name, pending, errors, problem, onSubmit, children } = props
  const t = useTranslator()
  const [displayName, setDisplayName] = useState(name)
  const [handle, setHandle] = useState('')
  const [bio, setBio] = useState('')

  function submit(event: SubmitEvent) {
    event.preventDefault()
    onSubmit({ displayName, handle, bio })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <Field label={t('studio.becomeCreator.name')} error={fieldError(errors, 'displayName')}>
        {(control) => (
          <TextInput
            {...control}
            required
            maxLength={LIMITS.displayName}
            autoComplete="nickname"
            value={displayName}
            onChange={(event) => setDisplayName(event.target.value)}
          />
        )}
      </Field>
      <HandleField
        label={t('studio.becomeCreator.handle')}
        error={fieldError(errors, 'handle')}
        value={handle}
        onChange={setHandle}
      />
      <Field label={t('studio.becomeCreator.bio')} optional error={fieldError(errors, 'bio')}>
        {(control) => (
          <TextArea
            {...control}
            maxLength={LIMITS.bio}
            placeholder={t('studio.becomeCreator.bio.example')}
            value={bio}
            onChange={(event) => setBio(event.target.value)}
          />
        )}
      </Field>
      {children}
      {problem && <Notice tone="danger" title={problem} />}
      <Button type="submit" variant="primary" size="lg" full loading={pending}>
        {t('studio.becomeCreator.open')}
      </Button>
    </form>
  )
}
