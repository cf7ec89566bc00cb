import { ActivityPanel } from '@/components/studio/activity-panel'

export default function StudioRoute() {
  return <ActivityPanel />
}
