import { useElementId } from './use-element-id'

interface SegmentedProps<T extends string> {
  /** Read out as the name of the group. */
  label: string
  options: readonly { value: T; label: string }[]
  value: T
  onChange: (value: T) => void
}

/**
 * One of a few, all in sight. Radio buttons underneath, so arrow keys work as everywhere. No word is broken: what has no
 * room in a line stands in the next.
 */
export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const name = useElementId()
  return (
    <fieldset className="inline-flex min-w-0 max-w-full flex-wrap rounded-md border border-line bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-9 min-w-0 max-w-full flex-auto items-center justify-center whitespace-nowrap rounded-sm px-1.5 min-[22rem]:px-2 sm:px-3.5 font-medium text-muted text-sm transition-colors hover:text-text has-checked:bg-raised has-checked:text-text has-checked:shadow-[0_0_0_1px_var(--color-line)] has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
