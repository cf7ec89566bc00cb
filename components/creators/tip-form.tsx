'use client'

import { type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Isolated } from '@/components/ui/isolated'
import { Segmented } from '@/components/ui/segmented'
import { SolInput } from '@/components/ui/sol-input'
import { isolate } from '@/lib/characters'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { MIN_PRICE_LAMPORTS, parseSol } from '@/lib/money'

const SUGGESTIONS = [20_000_000n, 100_000_000n, 500_000_000n] as const
const OTHER = 'other'

interface TipFormProps {
  creatorName: string
  onSubmit: (amountLamports: bigint) => void
  pending?: boolean
}

/** How much: one of three, or an amount of one's own. */
export function TipForm({ creatorName, onSubmit, pending }: TipFormProps) {
  const t = useTranslator()
  const formats = useFormats()
  const [choice, setChoice] = useState(String(SUGGESTIONS[0]))
  const [own, setOwn] = useState('')
  const [error, setError] = useState<'unreadable' | 'tooSmall' | null>(null)

  const problems = {
    unreadable: t('tip.unreadable'),
    tooSmall: t('tip.tooSmall', { least: formats.inSol(MIN_PRICE_LAMPORTS) }),
  }

  function submit(event: SubmitEvent) {
    event.preventDefault()
    const lamports = choice === OTHER ? parseSol(own, t.locale) : BigInt(choice)
    if (lamports === null) return setError('unreadable')
    if (lamports < MIN_PRICE_LAMPORTS) return setError('tooSmall')
    setError(null)
    onSubmit(lamports)
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <p className="text-muted text-sm">
        <Isolated text={t('tip.text', { name: isolate(creatorName) })} />
      </p>
      <div className="grid">
        <Segmented
          label={t('tip.amount')}
          options={[
            ...SUGGESTIONS.map((amount) => ({ value: String(amount), label: formats.sol(amount) })),
            { value: OTHER, label: t('tip.other') },
          ]}
          value={choice}
          onChange={setChoice}
        />
      </div>
      {choice === OTHER && (
        <Field label={t('tip.own')} error={error && problems[error]}>
          {(control) => (
            <SolInput {...control} value={own} onChange={(event) => setOwn(event.target.value)} />
          )}
        </Field>
      )}
      <Button type="submit" variant="primary" size="lg" full loading={pending}>
        {choice === OTHER ? t('tip.send') : t('tip.sendAmount', { amount: formats.inSol(BigInt(choice)) })}
      </Button>
    </form>
  )
}
