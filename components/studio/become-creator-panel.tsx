'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { PageHeading } from '@/components/shell/page'
import { becomeCreator } from '@/lib/client/api'
import { keys } from '@/lib/client/query-keys'
import { useRealtimeContext } from '@/lib/client/use-realtime'
import type { CreatorInput } from '@/lib/schema/creators'
import { BecomeCreatorForm } from './become-creator-form'
import { formState } from './form-result'

export function BecomeCreatorPanel() {
  const { refresher } = useRealtimeContext()
  const router = useRouter()
  const referredBy = useSearchParams().get('invitedBy')
  const mutation = useMutation({
    mutationFn: ({ referredBy: inviter, ...fields }: CreatorInput) =>
      becomeCreator({ ...fields, ...(inviter && { referredBy: inviter }) }),
    onSuccess: () => {
      refresher.refresh(keys.me, keys.creatorLists)
      router.push('/studio/tiers')
    },
  })
  return (
    <>
      <PageHeading title="Open your page">It takes a minute, and can be changed later.</PageHeading>
      <div className="max-w-md">
        <BecomeCreatorForm
          {...formState(mutation)}
          {...(referredBy && { referredBy })}
          onSubmit={(input) => mutation.mutate(input)}
        />
      </div>
    </>
  )
}
