import { asked } from '@/app/asked'
import { Filled } from '@/app/filled'
import { ExploreScreen } from '@/components/screens/explore-screen'
import { exploreRoute } from '@/lib/routes'

export default async function ExploreRoute({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>
}) {
  return (
    <Filled route={exploreRoute(asked(await searchParams))}>
      <ExploreScreen />
    </Filled>
  )
}
