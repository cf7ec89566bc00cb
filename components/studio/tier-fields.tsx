import { tierLabel } from '@/components/creators/tier-label'
import { Field } from '@/components/ui/field'
import { SolInput } from '@/components/ui/sol-input'
import { Switch } from '@/components/ui/switch'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import type { FieldErrors } from '@/lib/errors'
import { LIMITS } from '@/lib/schema/limits'
import { fieldError } from './field-error'
import { priceProblem, type TierDraft } from './tier-draft'

interface TierFieldsProps {
  draft: TierDraft
  onChange: (draft: TierDraft) => void
  errors?: FieldErrors
  /** Where this tier stands in the errors of the API. */
  path: string
  showProblems: boolean
}

export function TierFields({ draft, onChange, errors, path, showProblems }: TierFieldsProps) {
  const { tier, enabled } = draft
  return (
    <fieldset className="rounded-lg border border-line bg-surface p-5">
      <legend className="sr-only">{tierLabel(tier)}</legend>
      <div className="flex items-center justify-between gap-4">
        <span className="font-semibold" aria-hidden="true">
          {tierLabel(tier)}
        </span>
        <Switch
          label={enabled ? 'Offered' : 'Off'}
          aria-label={`Offer ${tierLabel(tier)}`}
          checked={enabled}
          onChange={(event) => onChange({ ...draft, enabled: event.target.checked })}
        />
      </div>
      {enabled && (
        <div className="mt-4 grid gap-4 sm:grid-cols-[1fr_9rem]">
          <Field label="Name" error={fieldError(errors, `${path}.name`)}>
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
            label="For 30 days"
            error={
              (showProblems ? priceProblem(draft.price) : null) ?? fieldError(errors, `${path}.priceLamports`)
            }
          >
            {(control) => (
              <SolInput
                {...control}
                value={draft.price}
                onChange={(event) => onChange({ ...draft, price: event.target.value })}
              />
            )}
          </Field>
          <div className="sm:col-span-2">
            <Field
              label="What it gives"
              optional
              hint="One thing a line"
              error={fieldError(errors, `${path}.benefits`)}
            >
              {(control) => (
                <TextArea
                  {...control}
                  placeholder={'Every new series a week early\nNotes on how it was made'}
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
