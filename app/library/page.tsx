import { Filled } from '@/app/filled'
import { LibraryScreen } from '@/components/screens/library-screen'

export default function LibraryRoute() {
  return (
    <Filled route={{ page: 'library' }}>
      <LibraryScreen />
    </Filled>
  )
}
