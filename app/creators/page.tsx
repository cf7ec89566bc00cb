import type { Metadata } from 'next'
import { CreatorDirectory } from '@/components/creators/creator-directory'
import { getApp } from '@/lib/app'
import { listCreators } from '@/lib/domain/creators'

export const metadata: Metadata = { title: 'Creators' }

const FIRST_CREATORS = 24

export default async function CreatorsPage() {
  return <CreatorDirectory first={await listCreators(getApp(), { query: '', limit: FIRST_CREATORS })} />
}
