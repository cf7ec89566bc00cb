import { asked } from '@/app/asked'
import { Filled } from '@/app/filled'
import { CreatorScreen } from '@/components/screens/creator-screen'
import { creatorRoute } from '@/lib/routes'

export default async function CreatorRoute({
  params,
  searchParams,
}: {
  params: Promise<{ handle: string }>
  searchParams: Promise<Record<string, unknown>>
}) {
  return (
    <Filled route={creatorRoute((await params).handle, asked(await searchParams))}>
      <CreatorScreen />
    </Filled>
  )
}
