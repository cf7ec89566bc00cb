import { Filled } from '@/app/filled'
import { CreatorScreen } from '@/components/screens/creator-screen'

export default async function CreatorRoute({ params }: { params: Promise<{ handle: string }> }) {
  return (
    <Filled route={{ page: 'creator', handle: (await params).handle }}>
      <CreatorScreen />
    </Filled>
  )
}
