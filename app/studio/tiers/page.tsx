import { Filled } from '@/app/filled'
import { TiersScreen } from '@/components/screens/tiers-screen'

export default function StudioRoute() {
  return (
    <Filled route={{ page: 'tiers' }}>
      <TiersScreen />
    </Filled>
  )
}
