'use client'

import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { RelativeTime } from '@/components/ui/relative-time'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources, commentAnchor, creatorHref } from '@/lib/links'
import type { Comment } from '@/lib/schema/comments'

interface CommentItemProps {
  comment: Comment
  byPostAuthor: boolean
  /** Absent where the reader may not. */
  onReply?: () => void
  onDelete?: () => void
}

const actionClass = 'hit-area rounded-sm font-medium text-muted text-xs hover:text-text hover:underline'

export function CommentItem({ comment, byPostAuthor, onReply, onDelete }: CommentItemProps) {
  const { author } = comment
  const t = useTranslator()
  return (
    <div
      id={commentAnchor(comment.id)}
      className="flex scroll-mt-24 gap-3 rounded-md target:bg-accent-soft target:outline-8 target:outline-accent-soft"
    >
      <Avatar name={author.displayName} picture={avatarSources(author)} size="sm" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 text-sm">
          {author.handle ? (
            <Link href={creatorHref(author.handle)} className="font-semibold hover:underline">
              <bdi>{author.displayName}</bdi>
            </Link>
          ) : (
            <bdi className="font-semibold">{author.displayName}</bdi>
          )}
          {byPostAuthor && <Badge tone="accent">{t('comment.byAuthor')}</Badge>}
          <span className="text-muted text-xs">
            <RelativeTime iso={comment.createdAt} />
          </span>
        </p>
        <p className="mt-0.5 whitespace-pre-line text-pretty text-[0.9375rem] leading-relaxed">
          {comment.body}
        </p>
        {(onReply || onDelete) && (
          <p className="mt-1.5 flex gap-4">
            {onReply && (
              <button
                type="button"
                className={actionClass}
                onClick={onReply}
                aria-label={t('comment.reply.whom', { name: author.displayName })}
              >
                {t('comment.reply')}
              </button>
            )}
            {onDelete && (
              <button
                type="button"
                className={actionClass}
                onClick={onDelete}
                aria-label={t('comment.delete.whose', { name: author.displayName })}
              >
                {t('comment.delete')}
              </button>
            )}
          </p>
        )}
      </div>
    </div>
  )
}
