import type { Metadata } from 'next'
import { readViewer } from '@/app/viewer'
import { Library } from '@/components/library/library'
import { Page } from '@/components/shell/page'
import { getApp } from '@/lib/app'
import type { Viewer } from '@/lib/domain/context'
import { listPurchases } from '@/lib/domain/purchases/list'
import { listRefunds } from '@/lib/domain/refunds/refunds'
import { listSubscriptions } from '@/lib/domain/subscriptions/subscriptions'

export const metadata: Metadata = { title: 'Library' }

const FIRST_PURCHASES = 20

async function readLibrary(viewer: Viewer) {
  const app = getApp()
  const [subscriptions, purchases, refunds] = await Promise.all([
    listSubscriptions(app, viewer),
    listPurchases(app, viewer, { limit: FIRST_PURCHASES }),
    listRefunds(app, viewer, { limit: FIRST_PURCHASES }),
  ])
  return { subscriptions, purchases, refunds }
}

export default async function LibraryPage() {
  const viewer = await readViewer()
  return (
    <Page>
      <Library first={viewer && (await readLibrary(viewer))} />
    </Page>
  )
}
