import { Filled } from '@/app/filled'
import { EditPostScreen } from '@/components/screens/edit-post-screen'

export default async function EditPostRoute({ params }: { params: Promise<{ id: string }> }) {
  return (
    <Filled route={{ page: 'edit-post', id: (await params).id }}>
      <EditPostScreen />
    </Filled>
  )
}
