import { Filled } from '@/app/filled'
import { OwnSeriesScreen } from '@/components/screens/own-series-screen'

export default function StudioRoute() {
  return (
    <Filled route={{ page: 'own-series' }}>
      <OwnSeriesScreen />
    </Filled>
  )
}
