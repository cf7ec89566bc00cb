'use client'

import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'
import { useOwnPath } from '@/lib/client/own-path'

interface WrittenLinkProps {
  href: string
  className?: string
  children: ReactNode
}

/** A link that somebody has written: the site answers for none of them, and what leads to elsewhere opens beside. */
export function WrittenLink({ href, className, children }: WrittenLinkProps) {
  const path = useOwnPath(href)
  if (path !== null)
    return (
      <Link href={path} rel="nofollow ugc" className={className}>
        {children}
      </Link>
    )
  return (
    <a href={href} rel="nofollow noopener noreferrer ugc" target="_blank" className={className}>
      {children}
    </a>
  )
}
