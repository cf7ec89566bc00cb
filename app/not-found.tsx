import { NothingHere } from '@/components/shell/nothing-here'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'

export default function NotFound() {
  return (
    <Page>
      <PageHead title="Not found" />
      <h1 className="sr-only">Not found</h1>
      <NothingHere />
    </Page>
  )
}
