import { Filled } from '@/app/filled'
import { TextScreen } from '@/components/screens/text-screen'

export default function RulesRoute() {
  return (
    <Filled route={{ page: 'text', name: 'rules' }}>
      <TextScreen />
    </Filled>
  )
}
