import type { IconName } from './icon-shapes'

interface IconProps {
  name: IconName
  className?: string
  strokeWidth?: number
}

/** Decoration: what it stands for is said in words beside it. Its shape stands in the page once, in the `IconSprite`. */
export function Icon({ name, className, strokeWidth = 2 }: IconProps) {
  return (
    <svg
      width="24"
      height="24"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={strokeWidth}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className}
    >
      <use href={`#icon-${name}`} />
    </svg>
  )
}
