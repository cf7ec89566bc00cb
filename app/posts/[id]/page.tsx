import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { orNotFound } from '@/app/missing'
import { readViewer } from '@/app/viewer'
import { PostPage } from '@/components/posts/post-page'
import { Page } from '@/components/shell/page'
import { getApp } from '@/lib/app'
import { listComments } from '@/lib/domain/comments'
import { getCreator } from '@/lib/domain/creators'
import { getPost } from '@/lib/domain/posts'
import { Id } from '@/lib/schema/common'

interface Props {
  params: Promise<{ id: string }>
}

const FIRST_COMMENTS = 20

const readPost = cache(async (id: string) => {
  if (!Id.safeParse(id).success) notFound()
  return orNotFound(getPost(getApp(), await readViewer(), id))
})

/** The card only: what a search engine or a chat shows of a link is seen by everybody. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const post = await readPost((await params).id)
  return { title: `${post.title}, by ${post.author.displayName}`, description: post.teaser }
}

export default async function PostRoute({ params }: Props) {
  const post = await readPost((await params).id)
  const app = getApp()
  const viewer = await readViewer()
  const [comments, creator] = await Promise.all([
    post.unlocked ? listComments(app, viewer, post.id, { limit: FIRST_COMMENTS }) : null,
    post.author.handle === null ? null : getCreator(app, viewer, post.author.handle),
  ])
  return (
    <Page>
      <PostPage key={post.id} post={post} comments={comments} creator={creator} />
    </Page>
  )
}
