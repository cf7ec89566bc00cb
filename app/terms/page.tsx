import { Filled } from '@/app/filled'
import { TextScreen } from '@/components/screens/text-screen'

export default function TermsRoute() {
  return (
    <Filled route={{ page: 'text', name: 'terms' }}>
      <TextScreen />
    </Filled>
  )
}
