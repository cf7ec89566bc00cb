import { Filled } from '@/app/filled'
import { TextScreen } from '@/components/screens/text-screen'

export default function PrivacyRoute() {
  return (
    <Filled route={{ page: 'text', name: 'privacy' }}>
      <TextScreen />
    </Filled>
  )
}
