'use client'

import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { TextInput } from '@/components/ui/text-input'
import { useTranslator } from '@/lib/client/use-translator'
import { localNow, nextFullHour, type When } from './schedule'

interface ScheduleFieldsProps {
  when: When
  onChange: (when: When) => void
  error: string | null
}

/** When it goes out: at once, or at a time in the zone of who writes it. */
export function ScheduleFields({ when, onChange, error }: ScheduleFieldsProps) {
  const t = useTranslator()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-1.5 font-medium text-sm">{t('studio.when')}</legend>
      <div className="grid">
        <Segmented
          label={t('studio.when')}
          options={(['now', 'later'] as const).map((value) => ({ value, label: t(`studio.when.${value}`) }))}
          value={when.kind}
          onChange={(kind) => onChange({ kind, at: when.at || nextFullHour() })}
        />
      </div>
      {when.kind === 'later' && (
        <Field label={t('studio.when.at')} hint={t('studio.when.zone', { zone })} error={error}>
          {(control) => (
            <TextInput
              {...control}
              type="datetime-local"
              required
              min={localNow()}
              value={when.at}
              onChange={(event) => onChange({ kind: 'later', at: event.target.value })}
            />
          )}
        </Field>
      )}
    </fieldset>
  )
}
