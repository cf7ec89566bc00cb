import { FeedScreen } from '@/components/screens/feed-screen'
import { Filled } from './filled'

export default async function FeedRoute({ searchParams }: { searchParams: Promise<{ filter?: unknown }> }) {
  const { filter } = await searchParams
  return (
    <Filled route={{ page: 'feed', filter: typeof filter === 'string' ? filter : null }}>
      <FeedScreen />
    </Filled>
  )
}
