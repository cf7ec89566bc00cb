'use client'

import { SignInPage } from '@/components/session/sign-in-page'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { useRoute } from '@/lib/client/navigation/use-place'
import { useTranslator } from '@/lib/client/use-translator'

export function SignInScreen() {
  const t = useTranslator()
  return (
    <Page>
      <PageHead title={t('account.signIn')} />
      <SignInPage next={useRoute('sign-in').next} />
    </Page>
  )
}
