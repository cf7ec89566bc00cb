'use client'

import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { Segmented } from '@/components/ui/segmented'
import { TextInput } from '@/components/ui/text-input'
import { LIMITS } from '@/lib/schema/limits'

interface ListFiltersProps<T extends string> {
  /** Of the choice, read out. */
  label: string
  options: readonly { value: T; label: string }[]
  value: T
  onChange: (value: T) => void
  /** What can be looked for. */
  search: string
  typed: string
  onType: (typed: string) => void
}

/** Which of a creator's own list are shown, and what is looked for in it. */
export function ListFilters<T extends string>(props: ListFiltersProps<T>) {
  const { label, options, value, onChange, search, typed, onType } = props
  return (
    <div className="flex flex-col gap-3 md:flex-row md:items-center">
      <Segmented label={label} options={options} value={value} onChange={onChange} />
      <div className="flex-1">
        <Field label={search} labelHidden>
          {(control) => (
            <TextInput
              {...control}
              type="search"
              prefix={<Icon name="search" className="size-4" />}
              placeholder={search}
              maxLength={LIMITS.ownListQuery}
              value={typed}
              onChange={(event) => onType(event.target.value)}
            />
          )}
        </Field>
      </div>
    </div>
  )
}
