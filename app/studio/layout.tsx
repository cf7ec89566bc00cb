import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Page } from '@/components/shell/page'
import { Studio } from '@/components/studio/studio'

export const metadata: Metadata = { title: 'Studio' }

export default function StudioLayout({ children }: { children: ReactNode }) {
  return (
    <Page>
      <Studio>{children}</Studio>
    </Page>
  )
}
