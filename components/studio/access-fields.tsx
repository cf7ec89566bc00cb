'use client'

import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { SolInput } from '@/components/ui/sol-input'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { splitSale } from '@/lib/money'
import type { TierName } from '@/lib/schema/tiers'
import { ACCESS_KINDS, type Access, accessInWords, hasPrice, hasTier } from './access-choice'
import { priceProblem, readPrice } from './typed-price'
import { useTierWords } from './use-tier-words'

interface AccessFieldsProps {
  /** Its price in the signs of the reader's language. */
  access: Access
  onChange: (access: Access) => void
  /** Tiers the creator offers. */
  tiers: readonly TierName[]
  priceError: string | null
  tierError: string | null
}

/** Who can read it: two conditions, none, one or both. */
export function AccessFields({ access, onChange, tiers, priceError, tierError }: AccessFieldsProps) {
  const t = useTranslator()
  const tierWords = useTierWords()
  const formats = useFormats()
  const lamports = priceProblem(access) === null ? readPrice(access) : null
  const yours =
    lamports !== null && t('studio.price.yours', { share: formats.inSol(splitSale(lamports, false).creator) })
  const kinds = tiers.length > 0 ? ACCESS_KINDS : ACCESS_KINDS.filter((kind) => !hasTier(kind))
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-1.5 font-medium text-sm">{t('studio.access.title')}</legend>
      <div className="grid">
        <Segmented
          label={t('studio.access.title')}
          options={kinds.map((kind) => ({ value: kind, label: t(`studio.access.choice.${kind}`) }))}
          value={access.kind}
          onChange={(kind) => onChange({ ...access, kind })}
        />
      </div>
      {access.kind !== 'open' && (
        <div className="grid gap-4 sm:grid-cols-2">
          {hasTier(access.kind) && (
            <Field label={t('studio.access.fromTier')} error={tierError}>
              {(control) => (
                <Select
                  {...control}
                  value={access.tier}
                  onChange={(event) => onChange({ ...access, tier: event.target.value as TierName })}
                >
                  {tiers.map((tier) => (
                    <option key={tier} value={tier}>
                      {tierWords(tier)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          {hasPrice(access.kind) && (
            <Field label={t('studio.access.price')} hint={yours} error={priceError}>
              {(control) => (
                <SolInput
                  {...control}
                  value={access.price}
                  onChange={(event) => onChange({ ...access, price: event.target.value, locale: t.locale })}
                />
              )}
            </Field>
          )}
        </div>
      )}
      <p className="text-muted text-sm" aria-live="polite">
        {accessInWords(t, access, tierWords(access.tier))}
      </p>
    </fieldset>
  )
}
