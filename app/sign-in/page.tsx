import { Filled } from '@/app/filled'
import { SignInScreen } from '@/components/screens/sign-in-screen'
import { safeNext } from '@/lib/links'

export default async function SignInRoute({ searchParams }: { searchParams: Promise<{ next?: unknown }> }) {
  return (
    <Filled route={{ page: 'sign-in', next: safeNext((await searchParams).next) }}>
      <SignInScreen />
    </Filled>
  )
}
