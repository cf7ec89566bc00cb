import { PagePanel } from '@/components/studio/page-panel'

export default function StudioRoute() {
  return <PagePanel />
}
