import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Comment } from '@/lib/schema/comments'
import type { Page } from '@/lib/schema/common'
import type { Author } from '@/lib/schema/creators'
import { mapPages, patchQuery } from './post-cache'
import { keys } from './query-keys'

type Comments = InfiniteData<Page<Comment>>

/** Puts a comment where the list has it: threads from new to old, answers from old to new. Once, by its id. */
export function insertComment(client: QueryClient, postId: string, comment: Comment): void {
  patchComments(client, postId, (data) => {
    if (data.pages.some((page) => page.items.some(({ id }) => id === comment.id))) return data
    return insert(data, comment)
  })
}

/** Shows a name and a picture that have changed. */
export function renameAuthor(client: QueryClient, author: Author): void {
  for (const query of client.getQueryCache().findAll({ queryKey: keys.allComments })) {
    patchQuery<Comments>(client, query, (data) =>
      mapPages(data, (comment) => (isRenamed(comment.author, author) ? { ...comment, author } : comment)),
    )
  }
}

export function removeComment(client: QueryClient, postId: string, commentId: string): void {
  patchComments(client, postId, (data) =>
    mapPages(data, (comment) => (comment.id === commentId ? null : comment)),
  )
}

/** Whether it is the same person under another name or with another face. */
export function isRenamed(known: Author, now: Author): boolean {
  return (
    known.id === now.id &&
    (known.displayName !== now.displayName ||
      known.avatarId !== now.avatarId ||
      known.avatarFocus?.x !== now.avatarFocus?.x ||
      known.avatarFocus?.y !== now.avatarFocus?.y ||
      known.avatarFocus?.zoom !== now.avatarFocus?.zoom ||
      known.handle !== now.handle)
  )
}

function patchComments(client: QueryClient, postId: string, change: (data: Comments) => Comments): void {
  const query = client.getQueryCache().find({ queryKey: keys.comments(postId) })
  if (query !== undefined) patchQuery<Comments>(client, query, change)
}

/** Ids grow with time. What belongs behind the pages read so far comes with them when they are read. */
function insert(data: Comments, comment: Comment): Comments {
  const thread = threadOf(comment)
  const comesBefore = (other: Comment) =>
    threadOf(other) === thread ? other.id < comment.id : threadOf(other) > thread
  for (const [pageIndex, page] of data.pages.entries()) {
    const at = page.items.findIndex((other) => !comesBefore(other))
    if (at >= 0) return insertAt(data, pageIndex, at, comment)
  }
  const last = data.pages.at(-1)
  if (last === undefined || last.nextCursor !== null) return data
  return insertAt(data, data.pages.length - 1, last.items.length, comment)
}

function insertAt(data: Comments, pageIndex: number, at: number, comment: Comment): Comments {
  const pages = data.pages.map((page, index) =>
    index === pageIndex ? { ...page, items: page.items.toSpliced(at, 0, comment) } : page,
  )
  return { ...data, pages }
}

function threadOf({ id, parentId }: Comment): string {
  return parentId ?? id
}
