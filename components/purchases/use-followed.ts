import { useQuery, useQueryClient } from '@tanstack/react-query'
import { findPostRead } from '@/lib/client/cache/post-cache'
import { postQuery } from '@/lib/client/queries/posts'
import type { Order, PurchaseSubject } from './purchase-view'

/** A post as it is by now, while it is being bought; null when it is gone. All else as it was when the dialog opened. */
export function useFollowed({ item, subject }: Order): PurchaseSubject | null {
  const client = useQueryClient()
  const postId = item.kind === 'post' ? item.postId : ''
  const found = findPostRead(client, postId)
  const { data: post } = useQuery({
    ...postQuery(postId),
    ...(found && { initialData: found.post, initialDataUpdatedAt: found.readAt }),
    enabled: postId !== '',
  })
  if (subject.kind !== 'post' || post === undefined) return subject
  if (post === null) return null
  const { title, media, hasText } = post
  return { ...subject, title, media, hasText }
}
