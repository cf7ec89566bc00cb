import { Filled } from '@/app/filled'
import { OwnPageScreen } from '@/components/screens/own-page-screen'

export default function StudioRoute() {
  return (
    <Filled route={{ page: 'own-page' }}>
      <OwnPageScreen />
    </Filled>
  )
}
