import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/missing'
import { readViewer } from '@/app/viewer'
import { EditPostPanel } from '@/components/studio/edit-post-panel'
import { getApp } from '@/lib/app'
import { getPost } from '@/lib/domain/posts'
import { Id } from '@/lib/schema/common'

export const metadata: Metadata = { title: 'Edit post' }

interface Props {
  params: Promise<{ id: string }>
}

/** A visitor may still turn out to be the author: the studio asks them to sign in. */
export default async function EditPostRoute({ params }: Props) {
  const { id } = await params
  if (!Id.safeParse(id).success) notFound()
  const viewer = await readViewer()
  const { author } = await orNotFound(getPost(getApp(), viewer, id))
  if (viewer !== null && viewer.userId !== author.id) notFound()
  return <EditPostPanel key={id} postId={id} />
}
