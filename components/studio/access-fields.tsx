import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { SolInput } from '@/components/ui/sol-input'
import type { TierName } from '@/lib/schema/tiers'
import { ACCESS_OPTIONS, type AccessKind, accessInWords, hasPrice, hasTier } from './access-choice'
import { useTierWords } from './use-tier-words'

export interface Access {
  kind: AccessKind
  tier: TierName
  /** In SOL, as typed. */
  price: string
}

interface AccessFieldsProps {
  access: Access
  onChange: (access: Access) => void
  /** Tiers the creator offers. */
  tiers: readonly TierName[]
  priceError: string | null
  tierError: string | null
}

/** Who can read it: two conditions, none, one or both. */
export function AccessFields({ access, onChange, tiers, priceError, tierError }: AccessFieldsProps) {
  const tierWords = useTierWords()
  const options = tiers.length > 0 ? ACCESS_OPTIONS : ACCESS_OPTIONS.filter(({ value }) => !hasTier(value))
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-1.5 font-medium text-sm">Who can read it</legend>
      <div className="grid">
        <Segmented
          label="Who can read it"
          options={options}
          value={access.kind}
          onChange={(kind) => onChange({ ...access, kind })}
        />
      </div>
      {access.kind !== 'open' && (
        <div className="grid gap-4 sm:grid-cols-2">
          {hasTier(access.kind) && (
            <Field label="From tier" error={tierError}>
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
            <Field label="Price" error={priceError}>
              {(control) => (
                <SolInput
                  {...control}
                  value={access.price}
                  onChange={(event) => onChange({ ...access, price: event.target.value })}
                />
              )}
            </Field>
          )}
        </div>
      )}
      <p className="text-muted text-sm" aria-live="polite">
        {accessInWords(access, tierWords(access.tier))}
      </p>
    </fieldset>
  )
}
