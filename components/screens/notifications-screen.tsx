'use client'

import { Notifications } from '@/components/notifications/notifications'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'

export function NotificationsScreen() {
  return (
    <Page>
      <PageHead title="Notifications" />
      <Notifications />
    </Page>
  )
}
