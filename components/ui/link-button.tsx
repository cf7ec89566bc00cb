import type { ReactNode } from 'react'
import { type ButtonLook, buttonClass } from './button-class'
import { labelled } from './label'
import { Link } from './link'

interface LinkButtonProps extends ButtonLook {
  href: string
  /** In a sheet: its place in the history is taken by where it leads. */
  replace?: boolean
  /** The browser loads it anew. */
  anew?: boolean
  /** On the way there: closes a dialog, for one. */
  onClick?: () => void
  children: ReactNode
}

export function LinkButton({
  href,
  replace = false,
  anew = false,
  onClick,
  children,
  ...look
}: LinkButtonProps) {
  return (
    <Link
      href={href}
      replace={replace}
      onClick={onClick}
      className={buttonClass(look)}
      {...(anew && { target: '_self' })}
    >
      {labelled(children)}
    </Link>
  )
}
