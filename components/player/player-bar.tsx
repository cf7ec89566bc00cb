import type { ReactNode } from 'react'
import { useElementId } from '@/components/ui/use-element-id'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'

const RATES = [0.75, 1, 1.25, 1.5, 1.75, 2]

interface PlayerBarProps {
  rate: number
  onRate: (rate: number) => void
  children?: ReactNode
}

/** What the browser's own controls do not have on every device. */
export function PlayerBar({ rate, onRate, children }: PlayerBarProps) {
  const t = useTranslator()
  const { decimal } = useFormats()
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1 px-5 py-2 text-muted text-sm">
      <Choice
        label={t('player.speed')}
        options={RATES.map((one) => ({ value: one, label: `${decimal(one)}×` }))}
        value={rate}
        onChange={onRate}
      />
      {children}
    </div>
  )
}

interface ChoiceProps {
  label: string
  options: readonly { value: number; label: string }[]
  value: number
  onChange: (value: number) => void
}

export function Choice({ label, options, value, onChange }: ChoiceProps) {
  const id = useElementId()
  return (
    <span className="flex items-center gap-2">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
        className="h-8 rounded-sm border border-line bg-surface px-1.5 text-text"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}
