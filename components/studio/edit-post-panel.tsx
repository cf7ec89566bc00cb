'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { NothingHere } from '@/components/shell/nothing-here'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { Skeleton } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { updatePost } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { keepDraft } from '@/lib/client/kept-drafts'
import { navigate } from '@/lib/client/navigation/place'
import { postQuery } from '@/lib/client/queries'
import { useFormats } from '@/lib/client/use-formats'
import { useKeepDraft, useKeptDraft } from '@/lib/client/use-kept-draft'
import { useLeaveWarning } from '@/lib/client/use-leave-warning'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import { readyIds, type Upload, uploaded, useUploads } from '@/lib/client/use-uploads'
import { postHref, smallPictureUrl } from '@/lib/links'
import { LIMITS } from '@/lib/schema/limits'
import type { Post, PostContent, PostInput, PostPatch } from '@/lib/schema/posts'
import { ChangedMeanwhile } from './changed-meanwhile'
import { conflictOf, useFormState } from './form-result'
import { KeptNotice } from './kept-notice'
import { PostComposer } from './post-composer'
import {
  changesInWords,
  changesOf,
  draftOf,
  inputOfPost,
  isSameDraft,
  type PostDraft,
  rebase,
} from './post-draft'
import { useOfferedTiers } from './use-offered-tiers'
import { useTierLabels } from './use-tier-words'

/** For the author of the post; to everybody else there is nothing here. */
export function EditPostPanel({ postId }: { postId: string }) {
  const t = useTranslator()
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
    <div role="status" aria-label={t('studio.loadingPost')} className="flex flex-col gap-6">
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  )
}

/** What the editing is done on top of: changed elsewhere, it is another one. */
interface Base {
  input: PostInput
  version: string
}

interface KeptEdit {
  draft: PostDraft
  mediaIds: string[]
  base: Base
}

function EditPost({ post, content }: { post: Post; content: PostContent }) {
  const t = useTranslator()
  const name = `edit.${post.author.id}.${post.id}`
  const kept = useKeptDraft<KeptEdit>(name)
  // As it was when the editing began, whatever arrives meanwhile.
  const [initial] = useState(() => baseOf(post, content))
  const [discarded, setDiscarded] = useState(false)
  const first = discarded ? null : (kept ?? null)
  function discard() {
    keepDraft(name, null)
    setDiscarded(true)
  }
  return (
    <section aria-labelledby="edit-heading">
      <h2 id="edit-heading" className="mb-5 font-semibold text-lg">
        {t('studio.write.edit')}
      </h2>
      <EditForm
        key={first === null ? 'now' : 'kept'}
        postId={post.id}
        initial={initial}
        kept={first}
        keepAs={kept === undefined ? null : name}
        onDiscard={discard}
      />
    </section>
  )
}

interface EditFormProps {
  postId: string
  initial: Base
  kept: KeptEdit | null
  /** Null until the browser was asked what it has. */
  keepAs: string | null
  onDiscard: () => void
}

function EditForm({ postId, initial, kept, keepAs, onDiscard }: EditFormProps) {
  const t = useTranslator()
  const formats = useFormats()
  const tierLabels = useTierLabels()
  const client = useQueryClient()
  const toast = useToast()
  const [base, setBase] = useState(kept?.base ?? initial)
  const [draft, setDraft] = useState(() => kept?.draft ?? draftOf(base.input))
  const images = useUploads(LIMITS.images, () => toUploads(kept?.mediaIds ?? base.input.mediaIds))
  const [meanwhile, setMeanwhile] = useState<{ before: PostInput; now: PostInput } | null>(null)
  const tiers = useOfferedTiers(base.input.minTier)
  const mutation = useMutation({
    mutationFn: (patch: PostPatch) => updatePost(postId, { ...patch, version: base.version }),
    onSuccess(saved) {
      client.setQueryData(keys.post(saved.id), saved)
      void client.invalidateQueries({ queryKey: keys.posts })
      toast({ tone: 'positive', title: t('studio.write.saved') })
      leave()
    },
    onError(error) {
      const now = conflictOf<Post>(error)
      if (now?.content === undefined) return
      const { input, version } = baseOf(now, now.content)
      const hasSameImages = readyIds(images.uploads).join() === base.input.mediaIds.join()
      setMeanwhile({ before: base.input, now: input })
      setDraft((known) => rebase(known, base.input, input))
      if (hasSameImages) images.reset(toUploads(input.mediaIds))
      setBase({ input, version })
    },
  })

  const state = useFormState(mutation)
  const isUntouched =
    isSameDraft(draft, draftOf(base.input)) && readyIds(images.uploads).join() === base.input.mediaIds.join()
  const { uploads } = images
  const toKeep = useMemo<KeptEdit | null>(
    () => (isUntouched ? null : { draft, mediaIds: readyIds(uploads), base }),
    [isUntouched, draft, uploads, base],
  )
  const isKept = useKeepDraft(mutation.isSuccess ? null : keepAs, toKeep)
  useLeaveWarning(!isUntouched && !mutation.isSuccess, !isKept)

  function leave() {
    if (keepAs !== null) keepDraft(keepAs, null)
    void navigate(postHref(postId), { replace: true })
  }

  function save(input: PostInput) {
    const patch = changesOf(input, base.input)
    if (Object.keys(patch).length === 0) leave()
    else mutation.mutate(patch)
  }

  return (
    <div className="flex flex-col gap-6">
      {kept && <KeptNotice onDiscard={onDiscard} />}
      <PostComposer
        {...state}
        draft={draft}
        onChange={setDraft}
        submitLabel={t('studio.write.save')}
        cancel={
          <LinkButton
            href={postHref(postId)}
            variant="quiet"
            size="lg"
            onClick={() => keepAs !== null && keepDraft(keepAs, null)}
          >
            {t('studio.write.cancel')}
          </LinkButton>
        }
        notice={
          meanwhile && (
            <ChangedMeanwhile what="post" changes={changesInWords(t, formats, tierLabels, meanwhile)} />
          )
        }
        tiers={tiers}
        images={images}
        onSubmit={save}
      />
    </div>
  )
}

function baseOf(post: Post, content: PostContent): Base {
  return { input: inputOfPost(post, content), version: post.updatedAt }
}

function toUploads(mediaIds: readonly string[]): Upload[] {
  return mediaIds.map((id) => uploaded(id, smallPictureUrl(id)))
}
