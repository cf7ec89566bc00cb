import { Filled } from '@/app/filled'
import { PostScreen } from '@/components/screens/post-screen'

export default async function PostRoute({ params }: { params: Promise<{ id: string }> }) {
  return (
    <Filled route={{ page: 'post', id: (await params).id }}>
      <PostScreen />
    </Filled>
  )
}
