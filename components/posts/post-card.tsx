'use client'

import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { focusOn, isFocusLost } from '@/components/ui/focus-on'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { postHref } from '@/lib/links'
import type { Post, PostContent } from '@/lib/schema/posts'
import type { Tier } from '@/lib/schema/tiers'
import { AccessBadge } from './access-badge'
import type { EndedMembership } from './ended-membership'
import { postActionClass } from './like-button'
import { LockedPanel } from './locked-panel'
import { PostAuthor } from './post-author'
import { PostMedia } from './post-media'
import { PostPictures, picturesIn } from './post-pictures'
import { PostTags } from './post-tags'
import { Sounds } from './sounds'

interface PostCardProps {
  post: Post
  /** `page`: the whole of it, under a first-level heading. */
  view?: 'feed' | 'page'
  titleRef?: Ref<HTMLHeadingElement>
  /** Its text, whole or the beginning. */
  text: (content: PostContent) => ReactNode
  /** The author's tier that opens it, where the page knows it. */
  tier?: Tier | null
  /** The reader's own membership, where its end has locked the post. */
  ended?: EndedMembership
  onBuy: () => void
  onSubscribe: () => void
  /** `LikeButton` wired to the post. */
  likeButton: ReactNode
  /** What the author can do with it. */
  menu?: ReactNode
  /** Its image is in the first screenful. */
  eager?: boolean
  /** It stands above the others. */
  pinned?: boolean
}

/** Why it is in no list. */
const NOT_LISTED = {
  draft: 'studio.posts.isDraft',
  scheduled: 'studio.posts.isScheduled',
  published: 'post.notListed',
} as const

/** A post wherever one shows. Locked or not, title and image keep their places: unlocking only lifts the veil. */
export function PostCard(props: PostCardProps) {
  const {
    post,
    view = 'feed',
    titleRef,
    text,
    tier,
    ended,
    onBuy,
    onSubscribe,
    likeButton,
    menu,
    eager,
    pinned,
  } = props
  const t = useTranslator()
  const formats = useFormats()
  const Heading = view === 'page' ? 'h1' : 'h2'
  const headingId = `post-${post.id}`
  const locked = !post.unlocked
  /** What is looked at; sound has a place of its own. */
  const pictures = post.media.filter(({ kind }) => kind !== 'audio')
  /** On its page what stands in the text is there, and not above it as well. */
  const inText = new Set(view === 'page' ? picturesIn(post.content?.blocks ?? []) : [])
  const above = pictures.filter(({ id }) => !inText.has(id))
  // What has been open from the first look on comes without a movement.
  const [seenLocked, setSeenLocked] = useState(locked)
  if (locked && !seenLocked) setSeenLocked(true)
  const isPriced = post.minTier !== null || post.priceLamports !== null
  const hasBadgesOnPhone = pinned || !post.listed || (isPriced && !locked)
  const hadFocus = useRef(false)
  useEffect(() => {
    // The button that would have it is gone with the lock: the dialog was closed before the post was open.
    const heading = document.getElementById(headingId)
    if (!locked && hadFocus.current && isFocusLost() && heading) focusOn(heading)
  }, [locked, headingId])
  const panel = (place: 'on-image' | 'alone') =>
    locked && (
      <LockedPanel
        post={post}
        tier={tier}
        ended={ended}
        onBuy={onBuy}
        onSubscribe={onSubscribe}
        place={place}
      />
    )
  return (
    <article
      aria-labelledby={headingId}
      data-unlocked={post.unlocked}
      onFocus={() => {
        hadFocus.current = true
      }}
      onBlur={() => {
        hadFocus.current = false
      }}
      className="overflow-clip rounded-lg border border-line bg-surface"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-3 px-5 pt-4 sm:flex-nowrap">
        <PostAuthor post={post} />
        {/* On a phone there is no room beside the name: they stand below it. */}
        <div
          className={cx(
            'flex max-w-[55%] shrink-0 items-center gap-1 max-sm:order-last max-sm:max-w-full max-sm:basis-full max-sm:pt-3',
            !hasBadgesOnPhone && 'max-sm:hidden',
          )}
        >
          {pinned && (
            <Badge>
              <Icon name="pin" />
              <span>{t('post.pinned')}</span>
            </Badge>
          )}
          {!post.listed && (
            <Badge>
              <Icon name="eye-off" />
              <span>{t(NOT_LISTED[post.status ?? 'published'])}</span>
            </Badge>
          )}
          {/* On a phone the locked panel, which says it all, is right below. */}
          <span className={cx('flex min-w-0', locked && 'max-sm:hidden')}>
            <AccessBadge post={post} tier={tier} />
          </span>
        </div>
        {menu}
      </div>
      <div className="px-5 pt-3.5 pb-4">
        <Heading ref={titleRef} id={headingId} dir="auto" className="font-semibold text-xl">
          {view === 'page' ? (
            post.title
          ) : (
            <Link
              href={postHref(post.id)}
              className="hover:underline hover:decoration-accent hover:decoration-2 hover:underline-offset-4"
            >
              {post.title}
            </Link>
          )}
        </Heading>
        {post.teaser && (
          <p dir="auto" className="mt-1.5 text-pretty text-muted">
            {post.teaser}
          </p>
        )}
      </div>
      <PostPictures media={pictures} originals={post.content?.media} unveils={seenLocked} title={post.title}>
        {above.length > 0 && (
          <PostMedia media={above} title={post.title} all={view === 'page'} eager={eager}>
            {panel('on-image')}
          </PostMedia>
        )}
        {above.length === 0 && panel('alone')}
        {pictures.length < post.media.length && <Sounds post={post} />}
        {post.content && (
          <div className={cx('px-5', seenLocked && 'animate-arrive', above.length > 0 && 'pt-4')}>
            {text(post.content)}
          </div>
        )}
      </PostPictures>
      <PostTags tags={post.tags ?? []} />
      <div className="flex items-center gap-6 px-5 pt-2 pb-2.5">
        {likeButton}
        <Link
          href={`${postHref(post.id)}#comments`}
          aria-label={t('post.comments', { count: post.commentsCount })}
          className={postActionClass}
        >
          <Icon name="message-circle" strokeWidth={1.8} />
          <span>{formats.count(post.commentsCount)}</span>
        </Link>
      </div>
    </article>
  )
}
