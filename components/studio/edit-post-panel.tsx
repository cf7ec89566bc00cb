'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { NothingHere } from '@/components/shell/nothing-here'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { loadLate } from '@/components/ui/load-late'
import { Skeleton } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { updatePost } from '@/lib/client/api/api'
import { conflictOf } from '@/lib/client/api/api-error'
import { keys } from '@/lib/client/cache/query-keys'
import { isGone } from '@/lib/client/drafts/draft-answers'
import type { SavedDraft } from '@/lib/client/drafts/draft-saver'
import { changesOf, inputOfPost } from '@/lib/client/drafts/post-input'
import { keepDraft } from '@/lib/client/kept-drafts'
import { navigate, readdress } from '@/lib/client/navigation/place'
import { postQuery } from '@/lib/client/queries/posts'
import { useFormats } from '@/lib/client/use-formats'
import { useKeepDraft, useKeptDraft } from '@/lib/client/use-kept-draft'
import { useLeaveWarning } from '@/lib/client/use-leave-warning'
import { useMe } from '@/lib/client/use-me'
import { useOwnChannel } from '@/lib/client/use-own-channel'
import { useTranslator } from '@/lib/client/use-translator'
import { altsOf, isUnderWay, kindsOf, readyIds, useUploads } from '@/lib/client/use-uploads'
import { editPostHref, postHref } from '@/lib/links'
import { LIMITS } from '@/lib/schema/limits'
import type { Post, PostContent, PostFields, PostPatch } from '@/lib/schema/posts'
import { DraftEditor } from './draft-editor'
import { useFormState } from './form-result'
import { KeptNotice } from './kept-notice'
import { factsOf, hasUnsaved, type KeptPost, type MediaFacts, toUploads } from './kept-post'
import { PostComposer } from './post-composer'
import { changesInWords, draftOf, isSameDraft, type PostDraft, rebase } from './post-draft'
import { useBeginning } from './use-beginning'
import { useKeptAsNew } from './use-kept-as-new'
import { useOfferedTiers } from './use-offered-tiers'
import { useSayReleased } from './use-say-released'
import { useTierLabels } from './use-tier-words'

/** For the few whose post is not there any more. */
const GoneNotice = loadLate(async () => (await import('./gone-notice')).GoneNotice, {
  Waiting: () => null,
})
const ChangedMeanwhile = loadLate(async () => (await import('./changed-meanwhile')).ChangedMeanwhile, {
  Waiting: () => null,
})

/** For the author of the post; to everybody else there is nothing here. */
export function EditPostPanel({ postId }: { postId: string }) {
  const t = useTranslator()
  const me = useMe()
  // What is edited must be what is there now: a copy from an hour ago would undo what was changed since.
  const { data, isFetchedAfterMount, isError, isFetching, refetch } = useQuery({
    ...postQuery(postId),
    refetchOnMount: 'always',
  })
  const read = isFetchedAfterMount ? data : undefined
  // What is being written does not go with a post that is deleted elsewhere.
  const [opened, setOpened] = useState<Post | null>(null)
  if (read?.content !== undefined && read.id !== opened?.id) setOpened(read)
  const post = read === null && opened?.id === postId ? opened : read
  if (post === null || (post !== undefined && post.author.id !== me?.id)) return <NothingHere />
  if (post?.content !== undefined)
    return <Editor key={post.id} post={post} content={post.content} isThere={read !== null} />
  if (isError) return <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
  return (
    <div role="status" aria-label={t('studio.loadingPost')} className="flex flex-col gap-6">
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  )
}

interface Edited {
  post: Post
  content: PostContent
}

/** As it was when the editing began: published meanwhile, what is being written of the draft is not lost. */
function Editor({ isThere, ...edited }: Edited & { isThere: boolean }) {
  const { post } = edited
  const [wasPublished] = useState(post.status === undefined || post.status === 'published')
  return wasPublished ? <EditPost {...edited} isThere={isThere} /> : <EditDraft {...edited} />
}

function EditDraft({ post, content }: Edited) {
  const t = useTranslator()
  const sayReleased = useSayReleased()
  const name = `draft.${post.author.id}.${post.id}`
  const known = useKeptDraft<KeptPost>(name)
  // What is there now is newer than what was kept, unless there is something in that which was never saved.
  const kept = known && hasUnsaved(known) ? known : null
  const [initial] = useState(() => ({ saved: savedOf(post, content), facts: factsOf(content) }))
  function leave(released: Post) {
    sayReleased(released)
    if (released.status === 'draft') return
    keepDraft(name, null)
    void navigate(released.status === 'published' ? postHref(released.id) : '/studio/posts', {
      replace: true,
    })
  }
  return (
    <section aria-labelledby="edit-heading" className="flex flex-col gap-5">
      <h2 id="edit-heading" className="font-semibold text-lg">
        {t('studio.write.edit')}
      </h2>
      <DraftEditor
        key={kept === null ? 'now' : 'kept'}
        kept={kept}
        keepAs={known === undefined ? null : name}
        initial={initial}
        // Deleted elsewhere, it goes on as another one.
        onSaved={(id) => id !== post.id && readdress(editPostHref(id))}
        onReleased={leave}
      />
    </section>
  )
}

function savedOf(post: Post, content: PostContent): SavedDraft {
  const { id, status = 'published', publishAt = null, updatedAt } = post
  return { id, status, publishAt, version: updatedAt, input: inputOfPost(post, content) }
}

/** What the editing is done on top of: changed elsewhere, it is another one. */
interface Base {
  input: PostFields
  /** Of its media; missing in an edit that an older release has kept. */
  facts?: MediaFacts
  version: string
}

interface KeptEdit {
  draft: PostDraft
  mediaIds: string[]
  alts?: MediaFacts['alts']
  kinds?: MediaFacts['kinds']
  base: Base
}

function EditPost({ post, content, isThere }: Edited & { isThere: boolean }) {
  const t = useTranslator()
  const name = `edit.${post.author.id}.${post.id}`
  const { key, kept, beginAnew } = useBeginning<KeptEdit>(name)
  // As it was when the editing began, whatever arrives meanwhile.
  const [initial] = useState(() => baseOf(post, content))
  return (
    <section aria-labelledby="edit-heading">
      <h2 id="edit-heading" className="mb-5 font-semibold text-lg">
        {t('studio.write.edit')}
      </h2>
      <EditForm
        key={key}
        postId={post.id}
        isThere={isThere}
        initial={initial}
        kept={kept ?? null}
        keepAs={kept === undefined ? null : name}
        onDiscard={beginAnew}
      />
    </section>
  )
}

interface EditFormProps {
  postId: string
  /** Deleted elsewhere, what is written of it can only become another one. */
  isThere: boolean
  initial: Base
  kept: KeptEdit | null
  /** Null until the browser was asked what it has. */
  keepAs: string | null
  onDiscard: () => () => void
}

function EditForm({ postId, isThere, initial, kept, keepAs, onDiscard }: EditFormProps) {
  const t = useTranslator()
  const formats = useFormats()
  const tierLabels = useTierLabels()
  // It may be deleted elsewhere while it is open.
  useOwnChannel()
  const client = useQueryClient()
  const toast = useToast()
  const [base, setBase] = useState(kept === null ? initial : completed(kept.base))
  const [draft, setDraft] = useState<PostDraft>(() => ({ ...draftOf(base.input), ...kept?.draft }))
  const images = useUploads(LIMITS.images, () =>
    toUploads(
      kept?.mediaIds ?? base.input.mediaIds,
      {
        alts: { ...initial.facts?.alts, ...kept?.alts },
        kinds: { ...initial.facts?.kinds, ...kept?.kinds },
      },
      initial.facts?.alts ?? {},
    ),
  )
  const [meanwhile, setMeanwhile] = useState<{ before: PostFields; now: PostFields } | null>(null)
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
      const { input, facts, version } = baseOf(now, now.content)
      const hasSameImages = readyIds(images.uploads).join() === base.input.mediaIds.join()
      setMeanwhile({ before: base.input, now: input })
      setDraft((known) => rebase(known, base.input, input))
      if (hasSameImages) images.replaceReady(toUploads(input.mediaIds, facts))
      setBase({ input, facts, version })
    },
  })

  const state = useFormState(mutation)
  const isUntouched =
    isSameDraft(draft, draftOf(base.input)) && readyIds(images.uploads).join() === base.input.mediaIds.join()
  const { uploads } = images
  const written = useMemo(
    () => ({ draft, mediaIds: readyIds(uploads), alts: altsOf(uploads), kinds: kindsOf(uploads) }),
    [draft, uploads],
  )
  const wentAway = !isThere || (mutation.error !== null && isGone(mutation.error))
  const newName = useKeptAsNew(wentAway, keepAs)
  const toKeep = useMemo<KeptEdit | KeptPost | null>(() => {
    if (isUntouched) return null
    return wentAway ? { ...written, at: Date.now() } : { ...written, base }
  }, [isUntouched, wentAway, written, base])
  const isKept = useKeepDraft(mutation.isSuccess ? null : wentAway ? newName : keepAs, toKeep)
  useLeaveWarning(!isUntouched && !mutation.isSuccess, !isKept, isUnderWay(uploads))

  function forget() {
    if (wentAway) keepDraft(newName, null)
    else if (keepAs !== null) keepDraft(keepAs, null)
  }
  function leave() {
    forget()
    void navigate(postHref(postId), { replace: true })
  }

  function save(input: PostFields) {
    if (wentAway) return goOnAsNew()
    const patch = changesOf(input, base.input)
    if (Object.keys(patch).length === 0) leave()
    else mutation.mutate(patch)
  }

  function goOnAsNew() {
    const asNew: KeptPost = { ...written, at: Date.now() }
    keepDraft(newName, asNew)
    void navigate('/studio/new', { replace: true })
  }

  return (
    <div className="flex flex-col gap-6">
      {kept && !wentAway && <KeptNotice onDiscard={onDiscard} />}
      <PostComposer
        {...(wentAway ? { pending: false } : state)}
        draft={draft}
        onChange={setDraft}
        submitLabel={t(wentAway ? 'studio.gone.make' : 'studio.write.save')}
        cancel={
          <LinkButton
            href={wentAway ? '/studio/posts' : postHref(postId)}
            variant="quiet"
            size="lg"
            onClick={forget}
          >
            {t('studio.write.cancel')}
          </LinkButton>
        }
        notice={
          wentAway ? (
            <GoneNotice />
          ) : (
            meanwhile && (
              <ChangedMeanwhile what="post" changes={changesInWords(t, formats, tierLabels, meanwhile)} />
            )
          )
        }
        tiers={tiers}
        images={images}
        onSubmit={save}
      />
    </div>
  )
}

function baseOf(post: Post, content: PostContent) {
  return { input: inputOfPost(post, content), facts: factsOf(content), version: post.updatedAt }
}

/** What an older release has kept may be without what it did not know. */
function completed({ input, version }: Base): Base {
  const { tags = [], commentsOpen = true, watermarked = false } = input
  return { input: { ...input, tags, commentsOpen, watermarked }, version }
}
