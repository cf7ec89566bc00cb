import type { Metadata } from 'next'
import { readViewer } from '@/app/viewer'
import { Notifications } from '@/components/notifications/notifications'
import { Page } from '@/components/shell/page'
import { getApp } from '@/lib/app'
import { listNotifications } from '@/lib/domain/notifications'

export const metadata: Metadata = { title: 'Notifications' }

const FIRST_NOTIFICATIONS = 30

export default async function NotificationsPage() {
  const viewer = await readViewer()
  return (
    <Page>
      <Notifications
        first={viewer && (await listNotifications(getApp(), viewer, { limit: FIRST_NOTIFICATIONS }))}
      />
    </Page>
  )
}
