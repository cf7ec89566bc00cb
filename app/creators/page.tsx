import { Filled } from '@/app/filled'
import { CreatorsScreen } from '@/components/screens/creators-screen'

export default async function CreatorsRoute({
  searchParams,
}: {
  searchParams: Promise<{ query?: unknown }>
}) {
  const { query } = await searchParams
  return (
    <Filled route={{ page: 'creators', query: typeof query === 'string' ? query.trim() : '' }}>
      <CreatorsScreen />
    </Filled>
  )
}
