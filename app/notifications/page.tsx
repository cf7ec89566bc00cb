import { Filled } from '@/app/filled'
import { NotificationsScreen } from '@/components/screens/notifications-screen'

export default function NotificationsRoute() {
  return (
    <Filled route={{ page: 'notifications' }}>
      <NotificationsScreen />
    </Filled>
  )
}
