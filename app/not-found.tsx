import type { Metadata } from 'next'
import { NothingHere } from '@/components/shell/nothing-here'
import { Page } from '@/components/shell/page'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <Page>
      <h1 className="sr-only">Not found</h1>
      <NothingHere />
    </Page>
  )
}
