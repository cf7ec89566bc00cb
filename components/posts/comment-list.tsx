'use client'

import { useState } from 'react'
import { isolate } from '@/lib/characters'
import { useTranslator } from '@/lib/client/use-translator'
import type { Comment } from '@/lib/schema/comments'
import { CommentForm, type SendComment } from './comment-form'
import { CommentItem } from './comment-item'
import { type Answered, answeredOf, parentOf, threadsOf } from './comment-threads'

interface CommentListProps {
  /** Newest thread first; answers carry the `parentId` of the comment that opened their thread. */
  comments: readonly Comment[]
  postAuthorId: string
  /** Null for a visitor, who can read only. */
  viewerId: string | null
  /** Otherwise nobody answers any more. */
  isOpen: boolean
  /** `parentId`: null for a comment that answers nothing. */
  onReply: (body: string, key: string, parentId: string | null) => Promise<void>
  onDelete: (commentId: string) => void
}

/** Threads one level deep. What is being written stays, whatever is deleted around it. */
export function CommentList({
  comments,
  postAuthorId,
  viewerId,
  isOpen,
  onReply,
  onDelete,
}: CommentListProps) {
  const t = useTranslator()
  const [answering, setAnswering] = useState<Answered | null>(null)

  function item(comment: Comment) {
    const mayDelete = viewerId !== null && (viewerId === comment.author.id || viewerId === postAuthorId)
    return (
      <CommentItem
        comment={comment}
        byPostAuthor={comment.author.id === postAuthorId}
        onReply={viewerId === null || !isOpen ? undefined : () => setAnswering(answeredOf(comment))}
        onDelete={mayDelete ? () => onDelete(comment.id) : undefined}
      />
    )
  }

  return (
    <ol className="flex flex-col gap-6">
      {threadsOf(comments, answering).map(({ id, opener, replies }) => (
        <li key={id} className="flex animate-arrive flex-col gap-4">
          {opener ? item(opener) : <p className="text-muted text-sm">{t('comment.deleted')}</p>}
          {replies.length > 0 && (
            <ol className="ml-4 flex flex-col gap-4 border-line border-l pl-6">
              {replies.map((reply) => (
                <li key={reply.id} className="animate-arrive">
                  {item(reply)}
                </li>
              ))}
            </ol>
          )}
          {answering?.threadId === id && (
            <ReplyForm
              answered={answering}
              parentId={parentOf(comments, answering)}
              onReply={async (body, key, parentId) => {
                await onReply(body, key, parentId)
                setAnswering(null)
              }}
              onCancel={() => setAnswering(null)}
            />
          )}
        </li>
      ))}
    </ol>
  )
}

interface ReplyFormProps {
  answered: Answered
  /** Null: nothing is left to answer. */
  parentId: string | null
  onReply: CommentListProps['onReply']
  onCancel: () => void
}

function ReplyForm({ answered, parentId, onReply, onCancel }: ReplyFormProps) {
  const t = useTranslator()
  const send: SendComment = (body, key) => onReply(body, key, parentId)
  return (
    <div className="ml-11 flex flex-col gap-2">
      {parentId === null && (
        <p role="status" className="text-muted text-sm">
          {t('comment.answersNothing')}
        </p>
      )}
      <CommentForm
        label={t('comment.yourReply', { name: answered.name })}
        placeholder={t('comment.reply.whom', { name: isolate(answered.name) })}
        submitLabel={parentId === null ? t('comment.send') : t('comment.reply')}
        onSubmit={send}
        onCancel={onCancel}
      />
    </div>
  )
}
