import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Comment } from '@/lib/schema/comments'
import type { Page } from '@/lib/schema/common'
import { mapPages, patchQuery } from './post-cache'
import { keys } from './query-keys'

type Comments = InfiniteData<Page<Comment>>

/** Puts a comment where the list has it: a new thread first, an answer at the end of its thread. Once, by its id. */
export function insertComment(client: QueryClient, postId: string, comment: Comment): void {
  patchComments(client, postId, (data) => {
    if (data.pages.some((page) => page.items.some(({ id }) => id === comment.id))) return data
    return comment.parentId === null ? asFirst(data, comment) : asAnswer(data, comment)
  })
}

export function removeComment(client: QueryClient, postId: string, commentId: string): void {
  patchComments(client, postId, (data) =>
    mapPages(data, (comment) => (comment.id === commentId ? null : comment)),
  )
}

/** Whether comments of the post are being read right now, maybe from before the change. */
export function areCommentsUnderway(client: QueryClient, postId: string): boolean {
  return client.isFetching({ queryKey: keys.comments(postId) }) > 0
}

function patchComments(client: QueryClient, postId: string, change: (data: Comments) => Comments): void {
  const query = client.getQueryCache().find({ queryKey: keys.comments(postId) })
  if (query !== undefined) patchQuery<Comments>(client, query, change)
}

function asFirst(data: Comments, comment: Comment): Comments {
  const [first, ...rest] = data.pages
  if (first === undefined) return data
  return { ...data, pages: [{ ...first, items: [comment, ...first.items] }, ...rest] }
}

/** A thread that is not on the pages read so far comes with its answers when it is. */
function asAnswer(data: Comments, comment: Comment): Comments {
  const belongs = ({ id, parentId }: Comment) => id === comment.parentId || parentId === comment.parentId
  const pageIndex = data.pages.findLastIndex((page) => page.items.some(belongs))
  const page = data.pages[pageIndex]
  if (page === undefined) return data
  const at = page.items.findLastIndex(belongs) + 1
  const threadGoesOn =
    at === page.items.length && page.nextCursor !== null && pageIndex === data.pages.length - 1
  if (threadGoesOn) return data
  const items = page.items.toSpliced(at, 0, comment)
  return { ...data, pages: data.pages.with(pageIndex, { ...page, items }) }
}
