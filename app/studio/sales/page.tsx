import { Filled } from '@/app/filled'
import { SalesScreen } from '@/components/screens/sales-screen'

export default function StudioRoute() {
  return (
    <Filled route={{ page: 'sales' }}>
      <SalesScreen />
    </Filled>
  )
}
