'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useToast } from '@/components/ui/toast'
import { createPost } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { keepDraft } from '@/lib/client/kept-drafts'
import { useKeepDraft, useKeptDraft } from '@/lib/client/use-kept-draft'
import { useLeaveWarning } from '@/lib/client/use-leave-warning'
import { useMe } from '@/lib/client/use-me'
import { useRequestKey } from '@/lib/client/use-request-key'
import { useTranslator } from '@/lib/client/use-translator'
import { readyIds, uploaded, useUploads } from '@/lib/client/use-uploads'
import { postHref, smallPictureUrl } from '@/lib/links'
import { LIMITS } from '@/lib/schema/limits'
import type { Post, PostInput } from '@/lib/schema/posts'
import { useFormState } from './form-result'
import { KeptNotice } from './kept-notice'
import { PostComposer } from './post-composer'
import { draftOf, isSameDraft, type PostDraft } from './post-draft'
import { useOfferedTiers } from './use-offered-tiers'

/** As long as the server surely keeps an image that nothing uses. */
const IMAGES_KEPT_MS = 20 * 60 * 60 * 1000

interface KeptPost {
  draft: PostDraft
  mediaIds: string[]
  /** Under which it was sent, or will be: sent again after a reload, it is the same post. */
  requestKey: string
  at: number
}

/** A new post: what is written stays in this browser until it is published. */
export function NewPostPanel() {
  const t = useTranslator()
  const toast = useToast()
  const client = useQueryClient()
  const name = `new.${useMe()?.id ?? ''}`
  const kept = useKeptDraft<KeptPost>(name)
  /** Counts those that are done: each begins empty, the first with what was kept. */
  const [done, setDone] = useState(0)
  const first = done === 0 ? (kept ?? null) : null

  const beginAnew = useCallback(() => {
    keepDraft(name, null)
    setDone((count) => count + 1)
  }, [name])

  function announce(post: Post) {
    beginAnew()
    void client.invalidateQueries({ queryKey: keys.posts })
    toast({ tone: 'positive', title: t('studio.write.published'), body: post.title, href: postHref(post.id) })
  }

  return (
    <NewPost
      key={`${name} ${done} ${first === null ? '' : 'kept'}`}
      kept={first}
      keepAs={kept === undefined ? null : name}
      onPublished={announce}
      onDiscard={beginAnew}
    />
  )
}

interface NewPostProps {
  kept: KeptPost | null
  /** Null until the browser was asked what it has. */
  keepAs: string | null
  onPublished: (post: Post) => void
  onDiscard: () => void
}

const EMPTY = draftOf()

function NewPost({ kept, keepAs, onPublished, onDiscard }: NewPostProps) {
  const t = useTranslator()
  const tiers = useOfferedTiers()
  const [draft, setDraft] = useState(kept?.draft ?? EMPTY)
  const images = useUploads(LIMITS.images, () => keptImages(kept))
  const requestKey = useRequestKey(kept?.requestKey)
  /** Known at once, before the screen shows it: a button can be tapped twice by then. */
  const isSending = useRef(false)
  const mutation = useMutation({
    mutationFn: (input: PostInput) => requestKey.send((key) => createPost(input, key)),
    onSuccess: onPublished,
    onSettled() {
      isSending.current = false
    },
  })

  function publish(input: PostInput) {
    if (isSending.current) return
    isSending.current = true
    mutation.mutate(input)
  }

  const state = useFormState(mutation)
  const isEmpty = isSameDraft(draft, EMPTY) && images.uploads.length === 0
  const { uploads } = images
  const toKeep = useMemo<KeptPost | null>(
    () =>
      isEmpty ? null : { draft, mediaIds: readyIds(uploads), requestKey: requestKey.get(), at: Date.now() },
    [isEmpty, draft, uploads, requestKey.get],
  )
  const isKept = useKeepDraft(mutation.isSuccess ? null : keepAs, toKeep)
  useLeaveWarning(!isEmpty && !mutation.isSuccess, !isKept)

  return (
    <div className="flex flex-col gap-6">
      {kept && <KeptNotice onDiscard={onDiscard} />}
      <PostComposer
        {...state}
        draft={draft}
        onChange={setDraft}
        submitLabel={t('studio.write.publish')}
        tiers={tiers}
        images={images}
        onSubmit={publish}
      />
    </div>
  )
}

function keptImages(kept: KeptPost | null) {
  if (kept === null || Date.now() - kept.at > IMAGES_KEPT_MS) return []
  return kept.mediaIds.map((id) => uploaded(id, smallPictureUrl(id)))
}
