import { NewPostPanel } from '@/components/studio/new-post-panel'

export default function StudioRoute() {
  return <NewPostPanel />
}
