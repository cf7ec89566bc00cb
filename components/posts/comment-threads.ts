import type { Comment } from '@/lib/schema/comments'

export interface Thread {
  id: string
  /** Null: it was deleted, and its answers stay. */
  opener: Comment | null
  replies: Comment[]
}

/** What somebody is answering. */
export interface Answered {
  id: string
  threadId: string
  name: string
}

export function answeredOf(comment: Comment): Answered {
  return { id: comment.id, threadId: threadOf(comment), name: comment.author.displayName }
}

/**
 * Threads one level deep, newest first, as the comments come. The one in which somebody is writing stays, also when
 * everything in it was deleted: ids grow with time, so its place is known.
 */
export function threadsOf(comments: readonly Comment[], answered: Answered | null): Thread[] {
  const threads = new Map<string, Thread>()
  const open = (id: string) => {
    const thread = threads.get(id) ?? { id, opener: null, replies: [] }
    threads.set(id, thread)
    return thread
  }
  for (const comment of comments) {
    const thread = open(threadOf(comment))
    if (comment.parentId === null) thread.opener = comment
    else thread.replies.push(comment)
  }
  if (answered !== null) open(answered.threadId)
  return [...threads.values()].sort((a, b) => (a.id < b.id ? 1 : -1))
}

/** What the reply is sent to: what it was written to, or what is left of the thread; null where nothing is. */
export function parentOf(comments: readonly Comment[], { id, threadId }: Answered): string | null {
  const thread = comments.filter((comment) => threadOf(comment) === threadId)
  const parent = thread.find((comment) => comment.id === id) ?? thread.at(0)
  return parent?.id ?? null
}

function threadOf({ id, parentId }: Comment): string {
  return parentId ?? id
}
