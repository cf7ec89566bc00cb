'use client'

import { useQuery } from '@tanstack/react-query'
import { currencyFor } from '@/lib/client/currency'
import { ratesQuery } from '@/lib/client/queries/money'
import { useTranslator } from '@/lib/client/use-translator'
import { LAMPORTS_PER_SOL } from '@/lib/money'

/** What an amount is worth about, in a currency of the reader's; nothing where nobody says. */
export function AboutWorth({ lamports }: { lamports: bigint }) {
  const t = useTranslator()
  const { data: rates } = useQuery(ratesQuery())
  const currency = rates && currencyFor(navigator.languages, rates)
  const rate = currency && rates[currency]
  if (!currency || !rate) return null
  const worth = (Number(lamports) / Number(LAMPORTS_PER_SOL)) * rate
  const amount = new Intl.NumberFormat(t.locale, { style: 'currency', currency }).format(worth)
  return <span className="block font-normal text-muted text-xs">{t('buy.quote.about', { amount })}</span>
}
