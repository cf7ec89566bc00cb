import { Filled } from '@/app/filled'
import { OwnPostsScreen } from '@/components/screens/own-posts-screen'

export default function StudioRoute() {
  return (
    <Filled route={{ page: 'own-posts' }}>
      <OwnPostsScreen />
    </Filled>
  )
}
