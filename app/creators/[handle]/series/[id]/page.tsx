import { Filled } from '@/app/filled'
import { SeriesScreen } from '@/components/screens/series-screen'

export default async function SeriesRoute({ params }: { params: Promise<{ handle: string; id: string }> }) {
  return (
    <Filled route={{ page: 'series', ...(await params) }}>
      <SeriesScreen />
    </Filled>
  )
}
