'use client'

import { type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { SolInput } from '@/components/ui/sol-input'
import { useTranslator } from '@/lib/client/use-translator'
import { formatSol, MIN_PRICE_LAMPORTS, parseSol } from '@/lib/money'

const SUGGESTIONS = ['0.02', '0.1', '0.5'] as const
const OTHER = 'other'

interface TipFormProps {
  creatorName: string
  onSubmit: (amountLamports: bigint) => void
  pending?: boolean
}

/** How much: one of three, or an amount of one's own. */
export function TipForm({ creatorName, onSubmit, pending }: TipFormProps) {
  const t = useTranslator()
  const [choice, setChoice] = useState<string>(SUGGESTIONS[0])
  const [own, setOwn] = useState('')
  const [error, setError] = useState<string | null>(null)

  function submit(event: SubmitEvent) {
    event.preventDefault()
    const lamports = parseSol(choice === OTHER ? own : choice, t.locale)
    if (lamports === null) return setError('Write an amount in SOL with a point, such as 0.05')
    if (lamports < MIN_PRICE_LAMPORTS) return setError(`At least ${formatSol(MIN_PRICE_LAMPORTS)} SOL`)
    setError(null)
    onSubmit(lamports)
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <p className="text-muted text-sm">
        All of it goes to <bdi>{creatorName}</bdi>. Fonana takes nothing from a tip.
      </p>
      <div className="grid">
        <Segmented
          label="Amount"
          options={[
            ...SUGGESTIONS.map((amount) => ({ value: amount as string, label: amount })),
            { value: OTHER, label: 'Other' },
          ]}
          value={choice}
          onChange={setChoice}
        />
      </div>
      {choice === OTHER && (
        <Field label="Your amount" error={error}>
          {(control) => (
            <SolInput {...control} value={own} onChange={(event) => setOwn(event.target.value)} />
          )}
        </Field>
      )}
      <Button type="submit" variant="primary" size="lg" full loading={pending}>
        {choice === OTHER ? 'Send the tip' : `Send ${choice} SOL`}
      </Button>
    </form>
  )
}
