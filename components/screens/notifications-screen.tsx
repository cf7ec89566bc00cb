'use client'

import { Notifications } from '@/components/notifications/notifications'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { useTranslator } from '@/lib/client/use-translator'

export function NotificationsScreen() {
  const t = useTranslator()
  return (
    <Page>
      <PageHead title={t('shell.notifications')} />
      <Notifications />
    </Page>
  )
}
