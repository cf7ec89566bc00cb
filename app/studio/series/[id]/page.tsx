import { Filled } from '@/app/filled'
import { EditSeriesScreen } from '@/components/screens/edit-series-screen'

export default async function EditSeriesRoute({ params }: { params: Promise<{ id: string }> }) {
  return (
    <Filled route={{ page: 'edit-series', id: (await params).id }}>
      <EditSeriesScreen />
    </Filled>
  )
}
