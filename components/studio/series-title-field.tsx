import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import { useTranslator } from '@/lib/client/use-translator'
import { LIMITS } from '@/lib/schema/limits'

interface SeriesTitleFieldProps {
  value: string
  onChange: (title: string) => void
  error: string | null
}

/** What a series is called, wherever one is made or renamed. */
export function SeriesTitleField({ value, onChange, error }: SeriesTitleFieldProps) {
  const t = useTranslator()
  return (
    <Field label={t('series.title')} error={error}>
      {(control) => (
        <TextInput
          {...control}
          required
          maxLength={LIMITS.seriesTitle}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
