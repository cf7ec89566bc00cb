'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { InvitedBy } from '@/components/invitations/invited-by'
import { PageHeading } from '@/components/shell/page'
import { becomeCreator } from '@/lib/client/api'
import { keys } from '@/lib/client/query-keys'
import { rememberInvitation, useInvitation } from '@/lib/client/use-invitation'
import { useRealtimeContext } from '@/lib/client/use-realtime'
import type { CreatorInput } from '@/lib/schema/creators'
import { BecomeCreatorForm } from './become-creator-form'
import { fieldError } from './field-error'
import { formState } from './form-result'

export function BecomeCreatorPanel() {
  const { refresher } = useRealtimeContext()
  const router = useRouter()
  const referredBy = useInvitation()
  const mutation = useMutation({
    mutationFn: (fields: CreatorInput) => becomeCreator({ ...fields, ...(referredBy && { referredBy }) }),
    onSuccess: () => {
      rememberInvitation(null)
      refresher.refresh(keys.me, keys.creatorLists)
      router.push('/studio/tiers')
    },
  })
  const state = formState(mutation)
  return (
    <>
      <PageHeading title="Open your page">It takes a minute, and can be changed later.</PageHeading>
      <div className="max-w-md">
        <BecomeCreatorForm {...state} onSubmit={(input) => mutation.mutate(input)}>
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
