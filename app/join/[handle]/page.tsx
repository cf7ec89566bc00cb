import { Filled } from '@/app/filled'
import { JoinScreen } from '@/components/screens/join-screen'

export default async function JoinRoute({ params }: { params: Promise<{ handle: string }> }) {
  return (
    <Filled route={{ page: 'join', handle: (await params).handle }}>
      <JoinScreen />
    </Filled>
  )
}
