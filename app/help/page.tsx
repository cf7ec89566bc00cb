import { Filled } from '@/app/filled'
import { TextScreen } from '@/components/screens/text-screen'

export default function HelpRoute() {
  return (
    <Filled route={{ page: 'text', name: 'help' }}>
      <TextScreen />
    </Filled>
  )
}
