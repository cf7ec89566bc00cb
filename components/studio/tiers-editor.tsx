'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { conflictOf } from '@/lib/client/api/api-error'
import { useFormats } from '@/lib/client/use-formats'
import { useLeaveWarning } from '@/lib/client/use-leave-warning'
import { useOneAtATime } from '@/lib/client/use-one-at-a-time'
import { useTranslator } from '@/lib/client/use-translator'
import type { Tier, TierInput } from '@/lib/schema/tiers'
import { ChangedMeanwhile } from './changed-meanwhile'
import { useFormState } from './form-result'
import {
  changedTiers,
  draftsOf,
  inputOf,
  rebaseTiers,
  type TierDraft,
  tierChangesInWords,
} from './tier-draft'
import { TierFields } from './tier-fields'
import { priceProblem, writtenIn } from './typed-price'
import { useTierLabels } from './use-tier-words'

interface TiersEditorProps {
  tiers: readonly Tier[]
  isPending: boolean
  error: Error | null
  /** Takes the changed ones; answers all of them, or rejects. */
  onSubmit: (tiers: TierInput[]) => Promise<Tier[]>
}

/** All three tiers; each can be left off. */
export function TiersEditor({ tiers, isPending, error, onSubmit }: TiersEditorProps) {
  const t = useTranslator()
  const formats = useFormats()
  const labels = useTierLabels()
  // As they were when the editing began, whatever arrives meanwhile.
  const [base, setBase] = useState(tiers)
  const [drafts, setDrafts] = useState(() => draftsOf(tiers, labels))
  const [meanwhile, setMeanwhile] = useState<{ before: readonly Tier[]; now: readonly Tier[] } | null>(null)
  const [sent, setSent] = useState<TierInput[]>([])
  const [checked, setChecked] = useState(false)
  const { pending, errors, problem } = useFormState({ isPending, error })
  // One that is off and was never set up is not sent: it need not have a price.
  const written = drafts.filter(({ enabled, tier }) => enabled || base.some((known) => known.tier === tier))
  const inputs = written.map(inputOf)
  const changed = changedTiers(
    inputs.filter((input) => input !== null),
    base,
  )
  useLeaveWarning(changed.length > 0 || inputs.includes(null), true)

  function change(draft: TierDraft) {
    setDrafts((list) => list.map((known) => (known.tier === draft.tier ? draft : known)))
  }

  function begin(now: readonly Tier[], change: typeof meanwhile) {
    setBase(now)
    setMeanwhile(change)
  }

  const submit = useOneAtATime(save)

  async function save() {
    setChecked(true)
    if (written.some(priceProblem) || inputs.includes(null)) return
    setSent(changed)
    try {
      const saved = await onSubmit(changed)
      begin(saved, null)
      // What was typed meanwhile stays.
      setDrafts((list) => (list === drafts ? draftsOf(saved, labels) : list))
    } catch (refusal) {
      const now = conflictOf<Tier[]>(refusal as Error)
      if (now === null) return
      const change = { before: base, now }
      begin(now, change)
      setDrafts((list) => rebaseTiers(list, change, labels))
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      className="flex flex-col gap-4"
    >
      {drafts.map((draft) => (
        <TierFields
          key={draft.tier}
          draft={writtenIn(draft, t.locale)}
          onChange={change}
          errors={errors}
          path={String(sent.findIndex(({ tier }) => tier === draft.tier))}
          showProblems={checked}
        />
      ))}
      {meanwhile && (
        <ChangedMeanwhile what="tiers" changes={tierChangesInWords(t, formats, labels, meanwhile)} />
      )}
      {problem && <Notice tone="danger" title={problem} />}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" loading={pending}>
          {t('studio.ownTiers.save')}
        </Button>
      </div>
    </form>
  )
}
