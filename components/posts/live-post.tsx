'use client'

import type { ReactNode } from 'react'
import { usePurchases } from '@/components/purchases/purchase-provider'
import { useSignIn } from '@/components/session/sign-in-provider'
import { useToast } from '@/components/ui/toast'
import { useExpiry } from '@/lib/client/use-expiry'
import { useLike } from '@/lib/client/use-like'
import { useMe } from '@/lib/client/use-me'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useRealtime } from '@/lib/client/use-realtime'
import { useTranslator } from '@/lib/client/use-translator'
import { useSeen } from '@/lib/client/views'
import { channels } from '@/lib/schema/channel-names'
import type { Post, PostContent } from '@/lib/schema/posts'
import type { Tier } from '@/lib/schema/tiers'
import type { EndedMembership } from './ended-membership'
import { LikeButton } from './like-button'
import { PostCard } from './post-card'

interface LivePostProps {
  post: Post
  view?: 'feed' | 'page'
  /** Its text, whole or the beginning. */
  text: (content: PostContent) => ReactNode
  /** The author's tier that opens it, where the page knows it. */
  tier?: Tier | null
  /** The reader's own membership, where its end has locked the post. */
  ended?: EndedMembership | null
  menu?: ReactNode
  eager?: boolean
  pinned?: boolean
}

/** A post that follows its channel and can be liked and bought. */
export function LivePost({ post, view, text, tier, ended, menu, eager, pinned }: LivePostProps) {
  const me = useMe()
  const askToSignIn = useSignIn()
  const { buyPost, subscribe } = usePurchases()
  const toast = useToast()
  const t = useTranslator()
  const wordError = useProblemWords()
  const { toggle, pending } = useLike(post.id, (error) =>
    toast({ tone: 'danger', title: t('post.notLiked'), body: wordError(error) }),
  )
  const titleRef = useSeen(post.id)
  useExpiry(post)
  useRealtime(me === null ? null : channels.post(post.id), post.position)

  return (
    <PostCard
      post={post}
      titleRef={titleRef}
      text={text}
      onBuy={() => buyPost(post)}
      onSubscribe={() => subscribe(post.author, ended?.tier ?? post.minTier)}
      likeButton={
        <LikeButton
          liked={post.liked}
          count={post.likesCount}
          pending={pending}
          onToggle={() => (me === null ? askToSignIn(toggle) : toggle())}
        />
      }
      {...(view && { view })}
      {...(tier !== undefined && { tier })}
      {...(ended && { ended })}
      {...(menu !== undefined && { menu })}
      {...(eager !== undefined && { eager })}
      {...(pinned !== undefined && { pinned })}
    />
  )
}
