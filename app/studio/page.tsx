import { Filled } from '@/app/filled'
import { StudioScreen } from '@/components/screens/studio-screen'

export default function StudioRoute() {
  return (
    <Filled route={{ page: 'studio' }}>
      <StudioScreen />
    </Filled>
  )
}
