'use client'

import { useState } from 'react'
import type { Comment } from '@/lib/schema/comments'
import { CommentForm } from './comment-form'
import { CommentItem } from './comment-item'

interface CommentListProps {
  /** Oldest first; answers carry the `parentId` of the comment that opened their thread. */
  comments: readonly Comment[]
  postAuthorId: string
  /** Null for a visitor, who can read only. */
  viewerId: string | null
  onReply: (body: string, parentId: string) => Promise<void>
  onDelete: (commentId: string) => void
}

/** Threads one level deep. An answer whose comment is not on this page stands by itself. */
export function CommentList({ comments, postAuthorId, viewerId, onReply, onDelete }: CommentListProps) {
  const [replyingTo, setReplyingTo] = useState<string | null>(null)
  const ids = new Set(comments.map((comment) => comment.id))
  const openers = comments.filter(({ parentId }) => parentId === null || !ids.has(parentId))

  function item(comment: Comment) {
    const mayDelete = viewerId !== null && (viewerId === comment.author.id || viewerId === postAuthorId)
    return (
      <CommentItem
        comment={comment}
        byPostAuthor={comment.author.id === postAuthorId}
        onReply={viewerId === null ? undefined : () => setReplyingTo(comment.parentId ?? comment.id)}
        onDelete={mayDelete ? () => onDelete(comment.id) : undefined}
      />
    )
  }

  return (
    <ol className="flex flex-col gap-6">
      {openers.map((opener) => {
        const threadId = opener.parentId ?? opener.id
        const replies = comments.filter((comment) => comment.parentId === opener.id)
        return (
          <li key={opener.id} className="flex animate-arrive flex-col gap-4">
            {item(opener)}
            {replies.length > 0 && (
              <ol className="ml-4 flex flex-col gap-4 border-line border-l pl-6">
                {replies.map((reply) => (
                  <li key={reply.id} className="animate-arrive">
                    {item(reply)}
                  </li>
                ))}
              </ol>
            )}
            {replyingTo === threadId && (
              <div className="ml-11">
                <CommentForm
                  label={`Your reply to ${opener.author.displayName}`}
                  placeholder={`Reply to ${opener.author.displayName}`}
                  submitLabel="Reply"
                  onSubmit={async (body) => {
                    await onReply(body, threadId)
                    setReplyingTo(null)
                  }}
                  onCancel={() => setReplyingTo(null)}
                />
              </div>
            )}
          </li>
        )
      })}
    </ol>
  )
}
