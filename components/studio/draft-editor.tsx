'use client'

import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { loadLate, warming } from '@/components/ui/load-late'
import { useToast } from '@/components/ui/toast'
import type { SavedDraft } from '@/lib/client/drafts/draft-saver'
import { changesOf, inputOfPost } from '@/lib/client/drafts/post-input'
import { useDraftSaver } from '@/lib/client/drafts/use-draft-saver'
import { randomId } from '@/lib/client/random-id'
import { useKeepDraft } from '@/lib/client/use-kept-draft'
import { useLeaveWarning } from '@/lib/client/use-leave-warning'
import { useOwnChannel } from '@/lib/client/use-own-channel'
import { useTranslator } from '@/lib/client/use-translator'
import { altsOf, isUnderWay, kindsOf, readyIds, type Upload, useUploads } from '@/lib/client/use-uploads'
import { LIMITS } from '@/lib/schema/limits'
import type { Post, PostContent, PostFields } from '@/lib/schema/posts'
import { hasPrice } from './access-choice'
import { fieldError } from './field-error'
import { useFormState } from './form-result'
import { KeptNotice } from './kept-notice'
import {
  factsOf,
  type KeptPost,
  keepKnown,
  keptImages,
  type MediaFacts,
  NO_FACTS,
  toUploads,
} from './kept-post'
import { isOverlapping } from './meeting'
import { PostComposer } from './post-composer'
import { draftOf, inputOf, isSameDraft, type PostDraft, rebase } from './post-draft'
import { SavingLine } from './saving-line'
import { fromLocal, toLocal, type When } from './schedule'
import { ScheduleFields } from './schedule-fields'
import { Told } from './told'
import { priceProblem } from './typed-price'
import { useOfferedTiers } from './use-offered-tiers'
import { useRelease } from './use-release'
import { useSayGone } from './use-say-gone'

interface DraftEditorProps {
  /** What this browser has kept of it; null for nothing. */
  kept: KeptPost | null
  /** Null until the browser was asked what it has. */
  keepAs: string | null
  /** What the server has; null for what begins here. */
  initial: { saved: SavedDraft; facts: MediaFacts } | null
  /** Without what was kept; missing where that leads back to what the server had. */
  onBeginAnew?: () => () => void
  /** The server has it under this id. */
  onSaved?: (id: string) => void
  /** It is published, or will be, or is a draft again. */
  onReleased: (post: Post) => void
}

/** Of most drafts there is nothing to say. */
const DraftNotice = loadLate(async () => (await import('./draft-notice')).DraftNotice, {
  Waiting: () => null,
})
const Preview = loadLate(async () => (await import('./preview')).Preview)

const EMPTY = draftOf()
const NOW: When = { kind: 'now', at: '' }

/** What is written before it is out: kept in this browser at once, and by the server within two seconds. */
export function DraftEditor(props: DraftEditorProps) {
  const { kept, keepAs, initial, onBeginAnew, onReleased } = props
  const t = useTranslator()
  const toast = useToast()
  const tiers = useOfferedTiers()
  // It may go out by itself while it is open.
  useOwnChannel()
  const [{ begun, at }] = useState(() => ({
    begun: kept?.begun ?? randomId(),
    at: kept?.at ?? Date.now(),
  }))
  const keptAs = useRef(keepAs)
  useEffect(() => {
    keptAs.current = keepAs
  }, [keepAs])
  const { saver, snapshot } = useDraftSaver(
    () => ({ saved: kept?.saved ?? initial?.saved ?? null, attempt: kept?.attempt ?? null }),
    (known) => keepKnown({ name: keptAs.current, begun }, known),
  )
  const { state, saved, attempt, current } = snapshot
  const [draft, setDraft] = useState<PostDraft>(() =>
    kept ? { ...EMPTY, ...kept.draft } : initial ? draftOf(initial.saved.input) : EMPTY,
  )
  const [when, setWhen] = useState<When>(() => kept?.when ?? whenOf(initial?.saved))
  const images = useUploads(LIMITS.images, () =>
    kept
      ? keptImages(kept, initial?.facts ?? NO_FACTS)
      : initial
        ? toUploads(initial.saved.input.mediaIds, initial.facts)
        : [],
  )
  const { uploads } = images
  const isEmpty = saved === null && isSameDraft(draft, EMPTY) && uploads.length === 0
  const toSave = useMemo(
    () => (isEmpty ? null : inputOf(readable(draft, saved?.input), readyIds(uploads))),
    [isEmpty, draft, uploads, saved?.input],
  )
  useEffect(() => saver.write(toSave), [saver, toSave])

  const { mutation, isOut, release, tell } = useRelease(saver, onReleased)
  const publishAt = when.kind === 'later' ? fromLocal(when.at) : null
  function submit(input: PostFields) {
    if (when.kind === 'now') release(input, { status: 'published' })
    else if (publishAt !== null) release(input, { status: 'scheduled', publishAt })
  }

  /** `theirs`: with nothing of what was changed here. */
  function goOn(post: Post, content: PostContent, whose: 'mine' | 'theirs') {
    const [before, now] = [saved?.input ?? draftInput(EMPTY), inputOfPost(post, content)]
    const hasSameImages = readyIds(uploads).join() === before.mediaIds.join()
    setDraft(whose === 'theirs' ? draftOf(now) : rebase(draft, before, now))
    if (whose === 'theirs' || hasSameImages) {
      images.replaceReady(toUploads(now.mediaIds, factsOf(content)))
    }
    setWhen(whenOf({ publishAt: post.publishAt ?? null }))
    saver.goOnFrom(post)
  }
  const meet = useEffectEvent((post: Post) => {
    const { content } = post
    if (content === undefined || saved === null) return
    if (post.status === 'published') {
      // It has gone out as it is here: by itself, or the answer to that was lost.
      const last = toSave ?? saved.input
      if (Object.keys(changesOf(last, inputOfPost(post, content))).length === 0) tell(post)
      return
    }
    if (isOverlapping(saved.input, toSave ?? saved.input, inputOfPost(post, content))) return
    const isNews = toSave === null || Object.keys(changesOf(inputOfPost(post, content), toSave)).length > 0
    goOn(post, content, 'mine')
    if (isNews) toast({ title: t('studio.draft.taken') })
  })
  useEffect(() => {
    if (current !== null) meet(current)
  }, [current])

  const [isBack, setIsBack] = useState(false)
  function put(to: { draft: PostDraft; when: When; uploads: readonly Upload[] }) {
    setDraft(to.draft)
    setWhen(to.when)
    images.replaceReady(to.uploads)
  }
  /** To what the server had: what was kept may be there already, as it is saved by itself. */
  function goBack({ saved, facts }: NonNullable<DraftEditorProps['initial']>) {
    const mine = { draft, when, uploads: uploads.filter(({ status }) => status === 'ready') }
    put({
      draft: draftOf(saved.input),
      when: whenOf(saved),
      uploads: toUploads(saved.input.mediaIds, facts),
    })
    setIsBack(true)
    return () => {
      put(mine)
      setIsBack(false)
    }
  }

  const discard = initial ? () => goBack(initial) : onBeginAnew

  useSayGone(saved !== null)
  const savedId = saved?.id ?? null
  const tellSaved = useEffectEvent((id: string) => props.onSaved?.(id))
  useEffect(() => {
    if (savedId !== null) tellSaved(savedId)
  }, [savedId])
  const form = useFormState(mutation)
  const toKeep = useMemo<KeptPost | null>(
    () =>
      isEmpty
        ? null
        : {
            begun,
            draft,
            mediaIds: readyIds(uploads),
            alts: altsOf(uploads),
            kinds: kindsOf(uploads),
            when,
            saved,
            attempt,
            at,
          },
    [isEmpty, begun, draft, uploads, when, saved, attempt, at],
  )
  const isKept = useKeepDraft(isOut ? null : keepAs, toKeep)
  useLeaveWarning(!isEmpty && state !== 'saved' && !isOut, !isKept, isUnderWay(uploads))

  const [previewed, setPreviewed] = useState<string | null>(null)
  const previewButton = useRef<HTMLButtonElement>(null)
  /** What is not saved would be shown as it was before. */
  async function preview() {
    await saver.flush()
    const { state, saved } = saver.getSnapshot()
    if (state === 'saved' && saved !== null && isReadable(draft)) setPreviewed(saved.id)
    else toast({ tone: 'danger', title: t('studio.preview.notSaved') })
  }
  const wasPreviewed = useRef(false)
  useEffect(() => {
    // It is in sight again.
    if (wasPreviewed.current && previewed === null) previewButton.current?.focus()
    wasPreviewed.current = previewed !== null
  }, [previewed])

  return (
    <>
      {previewed !== null && <Preview postId={previewed} onBack={() => setPreviewed(null)} />}
      {/* It stays as it is, with all that can be undone in it. */}
      <div hidden={previewed !== null} className="flex flex-col gap-6">
        {kept && discard && !isBack && <KeptNotice onDiscard={discard} />}
        <PostComposer
          {...form}
          draft={draft}
          onChange={setDraft}
          submitLabel={t(when.kind === 'later' ? 'studio.write.schedule' : 'studio.write.publish')}
          tiers={tiers}
          images={images}
          onSubmit={submit}
          blocked={current !== null}
          last={
            <>
              <ScheduleFields when={when} onChange={setWhen} error={fieldError(form.errors, 'publishAt')} />
              <Told />
            </>
          }
          notice={
            (current !== null || saved?.status === 'scheduled') && (
              <DraftNotice
                current={current}
                saved={saved}
                onTakeBack={() => toSave && release(toSave, { status: 'draft' })}
                onGoOn={goOn}
              />
            )
          }
          cancel={
            saved !== null && (
              <Button
                ref={previewButton}
                variant="quiet"
                size="lg"
                {...warming(Preview)}
                onClick={() => void preview()}
              >
                {t('studio.preview.open')}
              </Button>
            )
          }
          saving={<SavingLine state={state} error={snapshot.error} />}
        />
      </div>
    </>
  )
}

function whenOf(saved: Pick<SavedDraft, 'publishAt'> | undefined): When {
  return saved?.publishAt ? { kind: 'later', at: toLocal(saved.publishAt) } : NOW
}

const draftInput = (draft: PostDraft) => inputOf(draft, [])

/** A price that is still being typed changes nothing of who may read it. */
function readable(draft: PostDraft, saved: PostFields | undefined): PostDraft {
  if (isReadable(draft)) return draft
  return { ...draft, access: saved ? draftOf(saved).access : EMPTY.access }
}

function isReadable({ access }: PostDraft): boolean {
  return !hasPrice(access.kind) || priceProblem(access) === null
}
