'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { postHref } from '@/components/links'
import { NothingHere } from '@/components/shell/nothing-here'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { Skeleton } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { updatePost } from '@/lib/client/api'
import { postQuery } from '@/lib/client/queries'
import { keys } from '@/lib/client/query-keys'
import { useMe } from '@/lib/client/use-me'
import { type Upload, useUploads } from '@/lib/client/use-uploads'
import type { Post, PostContent, PostInput } from '@/lib/schema/posts'
import { formState } from './form-result'
import { PostComposer } from './post-composer'
import { useOfferedTiers } from './use-offered-tiers'

/** For the author of the post; to everybody else there is nothing here. */
export function EditPostPanel({ postId }: { postId: string }) {
  const me = useMe()
  // What is edited must be what is there now: a copy from an hour ago would undo what was changed since.
  const { data, isFetchedAfterMount, isError, isFetching, refetch } = useQuery({
    ...postQuery(postId),
    refetchOnMount: 'always',
  })
  const post = isFetchedAfterMount ? data : undefined
  if (post === null || (post !== undefined && post.author.id !== me?.id)) return <NothingHere />
  if (post?.content !== undefined) return <EditPost post={post} content={post.content} />
  if (isError) return <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
  return (
    <div role="status" aria-label="Loading the post" className="flex flex-col gap-6">
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  )
}

function EditPost({ post, content }: { post: Post; content: PostContent }) {
  const client = useQueryClient()
  const router = useRouter()
  const toast = useToast()
  // As it was when the editing began, whatever arrives meanwhile.
  const [initial] = useState({ ...post, body: content.body })
  const { uploads, add, remove } = useUploads(() => content.media.map(toUpload))
  const tiers = useOfferedTiers(initial.minTier)
  const mutation = useMutation({
    mutationFn: (input: PostInput) => updatePost(post.id, input),
    onSuccess: (saved) => {
      client.setQueryData(keys.post(saved.id), saved)
      void client.invalidateQueries({ queryKey: keys.posts })
      toast({ tone: 'positive', title: 'Your changes are saved' })
      router.replace(postHref(saved.id))
    },
  })
  return (
    <section aria-labelledby="edit-heading">
      <h2 id="edit-heading" className="mb-5 font-semibold text-lg">
        Edit post
      </h2>
      <PostComposer
        {...formState(mutation)}
        initial={initial}
        submitLabel="Save changes"
        cancel={
          <LinkButton href={postHref(post.id)} variant="quiet" size="lg">
            Cancel
          </LinkButton>
        }
        tiers={tiers}
        images={uploads}
        onAddImages={add}
        onRemoveImage={remove}
        onSubmit={(input) => mutation.mutate(input)}
      />
    </section>
  )
}

function toUpload({ id, url }: PostContent['media'][number], index: number): Upload {
  return { key: id, name: `image ${index + 1}`, url, status: 'ready', mediaId: id }
}
