import { Filled } from '@/app/filled'
import { TextScreen } from '@/components/screens/text-screen'

export default function ImprintRoute() {
  return (
    <Filled route={{ page: 'text', name: 'imprint' }}>
      <TextScreen />
    </Filled>
  )
}
