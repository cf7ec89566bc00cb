'use client'

import { Field } from '@/components/ui/field'
import { SolInput } from '@/components/ui/sol-input'
import { Switch } from '@/components/ui/switch'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import type { FieldErrors } from '@/lib/errors'
import { LIMITS } from '@/lib/schema/limits'
import { fieldError } from './field-error'
import type { TierDraft } from './tier-draft'
import { priceProblemInWords } from './typed-price'
import { useTierLabels } from './use-tier-words'

interface TierFieldsProps {
  /** Its price in the signs of the reader's language. */
  draft: TierDraft
  onChange: (draft: TierDraft) => void
  errors?: FieldErrors
  /** Where this tier stands in the errors of the API. */
  path: string
  showProblems: boolean
}

export function TierFields({ draft, onChange, errors, path, showProblems }: TierFieldsProps) {
  const t = useTranslator()
  const formats = useFormats()
  const { tier, enabled } = draft
  const name = useTierLabels()(tier)
  return (
    <fieldset className="rounded-lg border border-line bg-surface p-5">
      <legend className="sr-only">{name}</legend>
      <div className="flex items-center justify-between gap-4">
        <span className="font-semibold" aria-hidden="true">
          {name}
        </span>
        <Switch
          label={enabled ? t('studio.ownTiers.offered') : t('studio.ownTiers.off')}
          aria-label={t('studio.ownTiers.offer', { tier: name })}
          checked={enabled}
          onChange={(event) => onChange({ ...draft, enabled: event.target.checked })}
        />
      </div>
      {enabled && (
        <div className="mt-4 grid gap-4 sm:grid-cols-[1fr_9rem]">
          <Field label={t('studio.ownTiers.name')} error={fieldError(errors, `${path}.name`)}>
            {(control) => (
              <TextInput
                {...control}
                required
                maxLength={LIMITS.tierName}
                value={draft.name}
                onChange={(event) => onChange({ ...draft, name: event.target.value })}
              />
            )}
          </Field>
          <Field
            label={t('studio.ownTiers.price')}
            error={
              (showProblems ? priceProblemInWords(t, formats, draft) : null) ??
              fieldError(errors, `${path}.priceLamports`)
            }
          >
            {(control) => (
              <SolInput
                {...control}
                value={draft.price}
                onChange={(event) => onChange({ ...draft, price: event.target.value, locale: t.locale })}
              />
            )}
          </Field>
          <div className="sm:col-span-2">
            <Field
              label={t('studio.ownTiers.benefits')}
              optional
              hint={t('studio.ownTiers.benefits.hint')}
              error={fieldError(errors, `${path}.benefits`)}
            >
              {(control) => (
                <TextArea
                  {...control}
                  placeholder={t('studio.ownTiers.benefits.example')}
                  value={draft.benefits}
                  onChange={(event) => onChange({ ...draft, benefits: event.target.value })}
                />
              )}
            </Field>
          </div>
        </div>
      )}
    </fieldset>
  )
}
