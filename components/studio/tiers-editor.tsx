'use client'

import { type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Tier, TierInput } from '@/lib/schema/tiers'
import type { FormState } from './form-state'
import { draftsOf, inputOf, priceProblem, type TierDraft } from './tier-draft'
import { TierFields } from './tier-fields'

interface TiersEditorProps extends FormState {
  tiers: readonly Tier[]
  onSubmit: (tiers: TierInput[]) => void
}

/** All three tiers; each can be left off. */
export function TiersEditor({ tiers, pending, errors, problem, onSubmit }: TiersEditorProps) {
  const [drafts, setDrafts] = useState(() => draftsOf(tiers))
  const [checked, setChecked] = useState(false)
  // One that is off and was never set up is not sent: it need not have a price.
  const sent = drafts.filter(({ enabled, tier }) => enabled || tiers.some((known) => known.tier === tier))

  function change(changed: TierDraft) {
    setDrafts((list) => list.map((draft) => (draft.tier === changed.tier ? changed : draft)))
  }

  function submit(event: SubmitEvent) {
    event.preventDefault()
    setChecked(true)
    const inputs = sent.map(inputOf)
    if (sent.some(({ price }) => priceProblem(price)) || inputs.includes(null)) return
    onSubmit(inputs.filter((input) => input !== null))
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {drafts.map((draft) => (
        <TierFields
          key={draft.tier}
          draft={draft}
          onChange={change}
          errors={errors}
          path={String(sent.indexOf(draft))}
          showProblems={checked}
        />
      ))}
      {problem && <Notice tone="danger" title={problem} />}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" loading={pending}>
          Save tiers
        </Button>
      </div>
    </form>
  )
}
