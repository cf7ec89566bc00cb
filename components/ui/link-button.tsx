import Link from 'next/link'
import type { ReactNode } from 'react'
import { type ButtonLook, buttonClass } from './button-class'

interface LinkButtonProps extends ButtonLook {
  href: string
  /** On the way there: closes a dialog, for one. */
  onClick?: () => void
  children: ReactNode
}

export function LinkButton({ href, onClick, children, ...look }: LinkButtonProps) {
  return (
    <Link href={href} onClick={onClick} className={buttonClass(look)}>
      {children}
    </Link>
  )
}
