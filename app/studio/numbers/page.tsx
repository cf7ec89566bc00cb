import { Filled } from '@/app/filled'
import { NumbersScreen } from '@/components/screens/numbers-screen'

export default function StudioRoute() {
  return (
    <Filled route={{ page: 'numbers' }}>
      <NumbersScreen />
    </Filled>
  )
}
