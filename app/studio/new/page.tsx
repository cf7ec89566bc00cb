import { Filled } from '@/app/filled'
import { NewPostScreen } from '@/components/screens/new-post-screen'

export default function StudioRoute() {
  return (
    <Filled route={{ page: 'new-post' }}>
      <NewPostScreen />
    </Filled>
  )
}
