'use client'

import { useMutation } from '@tanstack/react-query'
import { InvitedBy } from '@/components/invitations/invited-by'
import { PageHeading } from '@/components/shell/page'
import { becomeCreator } from '@/lib/client/api/api'
import { ApiError } from '@/lib/client/api/api-error'
import { keys } from '@/lib/client/cache/query-keys'
import { navigate } from '@/lib/client/navigation/place'
import { rememberInvitation, useInvitation } from '@/lib/client/use-invitation'
import { useMe } from '@/lib/client/use-me'
import { useOneAtATime } from '@/lib/client/use-one-at-a-time'
import { useRealtimeContext } from '@/lib/client/use-realtime'
import { useTranslator } from '@/lib/client/use-translator'
import type { CreatorInput } from '@/lib/schema/creators'
import { BecomeCreatorForm } from './become-creator-form'
import { fieldError } from './field-error'
import { useFormState } from './form-result'

export function BecomeCreatorPanel() {
  const { refresher } = useRealtimeContext()
  const t = useTranslator()
  const me = useMe()
  const referredBy = useInvitation()
  const mutation = useMutation({
    mutationFn: (fields: CreatorInput) => becomeCreator({ ...fields, ...(referredBy && { referredBy }) }),
    onSuccess: opened,
    onError(error) {
      // It was opened before; the answer to that did not arrive, or this is another tab.
      if (error instanceof ApiError && error.code === 'already_creator') opened()
    },
  })

  function opened() {
    rememberInvitation(null)
    refresher.refresh(keys.me, keys.creatorLists)
    void navigate('/studio/tiers')
  }

  const state = useFormState(mutation)
  const open = useOneAtATime(mutation.mutateAsync)
  return (
    <>
      <PageHeading title={t('studio.becomeCreator.title')}>{t('studio.becomeCreator.text')}</PageHeading>
      <div className="max-w-md">
        <BecomeCreatorForm {...state} name={me?.displayName ?? ''} onSubmit={open}>
          {referredBy && (
            <InvitedBy
              handle={referredBy}
              error={fieldError(state.errors, 'referredBy')}
              onDrop={() => rememberInvitation(null)}
            />
          )}
        </BecomeCreatorForm>
      </div>
    </>
  )
}
