'use client'

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { SignInButton } from '@/components/session/sign-in-button'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { addComment, deleteComment } from '@/lib/client/api/api'
import { insertComment, removeComment } from '@/lib/client/cache/comment-cache'
import { commentsQuery } from '@/lib/client/queries/posts'
import { takeAway, UNDO_MS, useTakenAway } from '@/lib/client/take-away'
import { useMe } from '@/lib/client/use-me'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { commentAnchor } from '@/lib/links'
import type { Post } from '@/lib/schema/posts'
import { CommentForm } from './comment-form'
import { CommentList } from './comment-list'

export function Comments({ post }: { post: Post }) {
  const t = useTranslator()
  return (
    <section id="comments" aria-labelledby="comments-heading" className="mt-8 scroll-mt-20">
      <h2 id="comments-heading" className="mb-5 font-semibold text-lg">
        {t('comments.title')}{' '}
        <span className="font-normal text-muted tabular-nums">{post.commentsCount}</span>
      </h2>
      {post.unlocked ? (
        <Conversation post={post} />
      ) : (
        <p className="flex items-center gap-2.5 text-muted text-sm">
          <Icon name="lock" className="size-4" />
          {t('comments.locked')}
        </p>
      )}
    </section>
  )
}

function Conversation({ post }: { post: Post }) {
  const me = useMe()
  const t = useTranslator()
  const wordError = useProblemWords()
  const client = useQueryClient()
  const toast = useToast()
  const query = useInfiniteQuery(commentsQuery(post.id))
  const takenAway = useTakenAway()
  const comments = query.data?.pages.flatMap((page) => page.items).filter(({ id }) => !takenAway.has(id))

  async function send(body: string, key: string, parentId: string | null): Promise<void> {
    // The event brings it too; whichever is first puts it in.
    insertComment(client, post.id, await addComment(post.id, { body, parentId }, key))
  }

  function remove(commentId: string): void {
    const { undo, hold } = takeAway(commentId, () =>
      deleteComment(commentId).then(
        () => removeComment(client, post.id, commentId),
        (error: Error) => toast({ tone: 'danger', title: t('comment.notDeleted'), body: wordError(error) }),
      ),
    )
    toast({
      title: t('comment.taken'),
      ms: UNDO_MS,
      action: {
        label: t('ui.undo'),
        onSelect: undo,
        onHold: hold,
        leadsTo: () =>
          document.getElementById(commentAnchor(commentId)) ?? document.getElementById('comments-heading'),
      },
    })
  }

  return (
    <div className="flex flex-col gap-8">
      {post.commentsOpen === false ? (
        <p className="text-muted text-sm">{t('comments.closed')}</p>
      ) : me === null ? (
        <Invitation />
      ) : (
        <CommentForm
          label={t('comments.yours')}
          placeholder={t('comments.placeholder')}
          submitLabel={t('comment.send')}
          onSubmit={(body, key) => send(body, key, null)}
        />
      )}
      {comments === undefined ? (
        query.isError ? (
          <ErrorState onRetry={() => void query.refetch()} retrying={query.isFetching} />
        ) : (
          <div role="status" aria-label={t('comments.loading')} className="flex flex-col gap-3">
            <Skeleton className="h-14 w-full" />
            <Skeleton className="h-14 w-full" />
          </div>
        )
      ) : (
        <CommentList
          comments={comments}
          postAuthorId={post.author.id}
          viewerId={me?.id ?? null}
          isOpen={post.commentsOpen !== false}
          onReply={send}
          onDelete={remove}
        />
      )}
      <LoadMore query={query} />
    </div>
  )
}

function Invitation() {
  const t = useTranslator()
  return (
    <div>
      <SignInButton>{t('comments.signIn')}</SignInButton>
    </div>
  )
}
