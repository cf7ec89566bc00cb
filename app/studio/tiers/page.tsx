import { TiersPanel } from '@/components/studio/tiers-panel'

export default function StudioRoute() {
  return <TiersPanel />
}
