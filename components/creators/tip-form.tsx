'use client'

import { type SubmitEvent, useState } from 'react'
import { priceProblemInWords, readPrice, type TypedPrice, writtenIn } from '@/components/studio/typed-price'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Isolated } from '@/components/ui/isolated'
import { Segmented } from '@/components/ui/segmented'
import { SolInput } from '@/components/ui/sol-input'
import { isolate } from '@/lib/characters'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'

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
  const [own, setOwn] = useState<TypedPrice>({ price: '' })
  const [isRefused, setIsRefused] = useState(false)
  const typed = writtenIn(own, t.locale)
  const problem = choice === OTHER ? priceProblemInWords(t, formats, typed) : null

  function submit(event: SubmitEvent) {
    event.preventDefault()
    const lamports = choice === OTHER ? readPrice(typed) : BigInt(choice)
    setIsRefused(problem !== null)
    if (problem === null && lamports !== null) onSubmit(lamports)
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
        <Field label={t('tip.own')} error={isRefused ? problem : null}>
          {(control) => (
            <SolInput
              {...control}
              value={typed.price}
              onChange={(event) => setOwn({ price: event.target.value, locale: t.locale })}
            />
          )}
        </Field>
      )}
      <Button type="submit" variant="primary" size="lg" full loading={pending}>
        {choice === OTHER ? t('tip.send') : t('tip.sendAmount', { amount: formats.inSol(BigInt(choice)) })}
      </Button>
    </form>
  )
}
