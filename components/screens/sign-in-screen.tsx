'use client'

import { SignInPage } from '@/components/session/sign-in-page'
import { Page } from '@/components/shell/page'
import { PageHead } from '@/components/shell/page-head'
import { useRoute } from '@/lib/client/navigation/use-place'

export function SignInScreen() {
  return (
    <Page>
      <PageHead title="Sign in" />
      <SignInPage next={useRoute('sign-in').next} />
    </Page>
  )
}
