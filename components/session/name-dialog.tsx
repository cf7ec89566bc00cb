'use client'

import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { avatarUrl } from '@/components/links'
import { shortKey } from '@/components/shell/short-key'
import { fieldError } from '@/components/studio/field-error'
import { formState } from '@/components/studio/form-result'
import { PictureField } from '@/components/studio/picture-field'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextInput } from '@/components/ui/text-input'
import { updateMe } from '@/lib/client/api'
import { keys } from '@/lib/client/query-keys'
import { adoptSession } from '@/lib/client/session-cache'
import { announceSessionChange } from '@/lib/client/session-channel'
import { useRealtimeContext } from '@/lib/client/use-realtime'
import type { Me } from '@/lib/schema/session'

interface NameDialogProps {
  open: boolean
  me: Me
  onClose: () => void
}

/** How somebody is called and shown wherever they write. */
export function NameDialog({ open, me, onClose }: NameDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Your name and picture">
      <NameForm me={me} onSaved={onClose} />
    </Dialog>
  )
}

function NameForm({ me, onSaved }: { me: Me; onSaved: () => void }) {
  const { refresher } = useRealtimeContext()
  const [displayName, setDisplayName] = useState(me.displayName ?? '')
  const [avatarId, setAvatarId] = useState(me.avatarId)
  const mutation = useMutation({
    mutationFn: updateMe,
    onSuccess: (saved) => {
      adoptSession(refresher, saved)
      announceSessionChange()
      refresher.refresh(keys.allComments)
      onSaved()
    },
  })
  const { pending, errors, problem } = formState(mutation)

  function submit(event: SubmitEvent) {
    event.preventDefault()
    // Who has no name yet may begin with a picture.
    mutation.mutate({ ...(displayName.trim() !== '' && { displayName }), avatarId })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <p className="-mt-2 text-muted text-sm">This is how others see you beside your comments.</p>
      <div className="flex items-start gap-5">
        <PictureField label="Picture" shape="round" current={avatarUrl(avatarId)} onUploaded={setAvatarId} />
        <div className="min-w-0 flex-1">
          <Field label="Name" error={fieldError(errors, 'displayName')}>
            {(control) => (
              <TextInput
                {...control}
                required={me.displayName !== null}
                maxLength={60}
                autoComplete="nickname"
                placeholder={shortKey(me.wallet)}
                value={displayName}
                onChange={(event) => setDisplayName(event.target.value)}
              />
            )}
          </Field>
        </div>
      </div>
      {problem && <Notice tone="danger" title={problem} />}
      <Button type="submit" variant="primary" size="lg" full loading={pending}>
        Save
      </Button>
    </form>
  )
}
