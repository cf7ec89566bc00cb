import Link from 'next/link'
import type { ReactNode } from 'react'
import { type ButtonLook, buttonClass } from './button-class'

interface LinkButtonProps extends ButtonLook {
  href: string
  children: ReactNode
}

export function LinkButton({ href, children, ...look }: LinkButtonProps) {
  return (
    <Link href={href} className={buttonClass(look)}>
      {children}
    </Link>
  )
}
