'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { LikeButton } from '@/components/posts/like-button'
import { PictureInText } from '@/components/posts/picture-in-text'
import { PostBody, textOf } from '@/components/posts/post-body'
import { PostCard } from '@/components/posts/post-card'
import { PostSkeleton } from '@/components/posts/post-skeleton'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { focusOn } from '@/components/ui/focus-on'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { postQuery, previewQuery } from '@/lib/client/queries/posts'
import { useTranslator } from '@/lib/client/use-translator'
import type { Post, PostReader } from '@/lib/schema/posts'
import { useOfferedTiers } from './use-offered-tiers'
import { useTierWords } from './use-tier-words'

type As = PostReader | 'me'

/** A post that is being written, as each of its readers will see it: by the same card, and by the rule that unlocks. */
export function Preview({ postId, onBack }: { postId: string; onBack: () => void }) {
  const t = useTranslator()
  const tiers = useOfferedTiers()
  const tierWords = useTierWords()
  const [as, setAs] = useState<As>('visitor')
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    // The button that it was opened by is out of sight.
    if (section.current === null) return
    section.current.scrollIntoView({ block: 'start' })
    focusOn(section.current)
  }, [])
  const words = (reader: As) =>
    reader === 'visitor' || reader === 'buyer' || reader === 'me'
      ? t(`studio.preview.${reader}`)
      : t('studio.preview.member', { tier: tierWords(reader) })
  return (
    <section ref={section} aria-label={t('studio.preview')} className="flex flex-col gap-5 outline-none">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <Field label={t('studio.preview.as')}>
          {(control) => (
            <Select {...control} value={as} onChange={(event) => setAs(event.target.value as As)}>
              {(['visitor', ...tiers, 'buyer', 'me'] as const).map((reader) => (
                <option key={reader} value={reader}>
                  {words(reader)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button size="lg" onClick={onBack}>
          {t('studio.preview.back')}
        </Button>
      </div>
      {as === 'me' ? <Own postId={postId} /> : <Seen postId={postId} as={as} />}
    </section>
  )
}

function Own({ postId }: { postId: string }) {
  return <Shown reading={useQuery({ ...postQuery(postId), refetchOnMount: 'always' })} />
}

function Seen({ postId, as }: { postId: string; as: PostReader }) {
  return <Shown reading={useQuery(previewQuery(postId, as))} />
}

interface ShownProps {
  reading: { data: Post | null | undefined; isError: boolean; isFetching: boolean; refetch: () => unknown }
}

function Shown({ reading: { data: post, isError, isFetching, refetch } }: ShownProps) {
  const t = useTranslator()
  const toast = useToast()
  const say = () => toast({ title: t('studio.preview.only') })
  if (!post)
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <div role="status" aria-label={t('post.loading')}>
        <PostSkeleton />
      </div>
    )
  return (
    <PostCard
      post={post}
      view="page"
      text={(content) => <PostBody blocks={textOf(content)} level={2} picture={PictureInText} />}
      onBuy={say}
      onSubscribe={say}
      likeButton={<LikeButton liked={false} count={post.likesCount} pending={false} onToggle={say} />}
    />
  )
}
