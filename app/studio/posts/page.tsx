import { asked } from '@/app/asked'
import { Filled } from '@/app/filled'
import { OwnPostsScreen } from '@/components/screens/own-posts-screen'
import { ownPostsRoute } from '@/lib/routes'

export default async function StudioRoute({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>
}) {
  return (
    <Filled route={ownPostsRoute(asked(await searchParams))}>
      <OwnPostsScreen />
    </Filled>
  )
}
