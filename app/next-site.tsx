'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import type { ComponentProps } from 'react'
import { Site } from '@/components/shell/site'

/** The site at the address that Next was asked for. */
export function NextSite(props: Omit<ComponentProps<typeof Site>, 'href'>) {
  const search = useSearchParams().toString()
  return <Site {...props} href={usePathname() + (search === '' ? '' : `?${search}`)} />
}
