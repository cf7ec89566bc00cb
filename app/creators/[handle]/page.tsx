import type { Metadata } from 'next'
import { cache } from 'react'
import { orNotFound } from '@/app/missing'
import { readViewer } from '@/app/viewer'
import { CreatorPage } from '@/components/creators/creator-page'
import { getApp } from '@/lib/app'
import { getCreator } from '@/lib/domain/creators'
import { listCreatorPosts } from '@/lib/domain/posts'

interface Props {
  params: Promise<{ handle: string }>
}

const FIRST_POSTS = 8

const readCreator = cache(async (handle: string) =>
  orNotFound(getCreator(getApp(), await readViewer(), handle)),
)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { displayName, bio } = await readCreator((await params).handle)
  return { title: displayName, description: bio }
}

export default async function CreatorRoute({ params }: Props) {
  const { handle } = await params
  const [creator, posts] = await Promise.all([
    readCreator(handle),
    orNotFound(listCreatorPosts(getApp(), await readViewer(), handle, { limit: FIRST_POSTS })),
  ])
  return <CreatorPage key={creator.id} creator={creator} posts={posts} />
}
