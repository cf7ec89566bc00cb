'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Segmented } from '@/components/ui/segmented'
import { useToast } from '@/components/ui/toast'
import { updateCreator } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import type { CreatorProfile } from '@/lib/schema/creators'
import type { TierOrder } from '@/lib/schema/tiers'

const ORDERS = ['ascending', 'descending'] as const satisfies readonly TierOrder[]

/** Which of the memberships is seen first. Kept when it is chosen. */
export function TierOrderChoice({ creator }: { creator: CreatorProfile }) {
  const t = useTranslator()
  const wordError = useProblemWords()
  const toast = useToast()
  const client = useQueryClient()
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (tierOrder: TierOrder) => updateCreator({ tierOrder }),
    onSuccess: (saved) => {
      client.setQueryData(keys.creator(creator.handle), saved)
      toast({ tone: 'positive', title: t('studio.ownTiers.order.saved') })
    },
    onError: (error) => toast({ tone: 'danger', title: t('creator.notDone'), body: wordError(error) }),
  })
  return (
    <section aria-labelledby="tier-order" className="mt-8 flex flex-col items-start gap-2">
      <h2 id="tier-order" className="font-medium text-sm">
        {t('studio.ownTiers.order')}
      </h2>
      <Segmented
        label={t('studio.ownTiers.order')}
        options={ORDERS.map((order) => ({ value: order, label: t(`studio.ownTiers.order.${order}`) }))}
        value={(isPending ? variables : creator.tierOrder) ?? 'ascending'}
        onChange={(order) => mutate(order)}
      />
    </section>
  )
}
