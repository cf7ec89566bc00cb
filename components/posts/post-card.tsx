'use client'

import { type ReactNode, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { postHref } from '@/lib/links'
import type { Post } from '@/lib/schema/posts'
import type { Tier } from '@/lib/schema/tiers'
import { AccessBadge } from './access-badge'
import type { EndedMembership } from './ended-membership'
import { postActionClass } from './like-button'
import { LockedPanel } from './locked-panel'
import { PostAuthor } from './post-author'
import { PostBody } from './post-body'
import { PostMedia } from './post-media'

/** About four lines: where a feed stops and the post's own page goes on. */
const FEED_TEXT_CHARACTERS = 320

interface PostCardProps {
  post: Post
  /** `page`: the whole of it, under a first-level heading. */
  view?: 'feed' | 'page'
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
}

/** A post wherever one shows. Locked or not, title and image keep their places: unlocking only lifts the veil. */
export function PostCard(props: PostCardProps) {
  const { post, view = 'feed', tier, ended, onBuy, onSubscribe, likeButton, menu, eager } = props
  const t = useTranslator()
  const formats = useFormats()
  const Heading = view === 'page' ? 'h1' : 'h2'
  const headingId = `post-${post.id}`
  const locked = !post.unlocked
  // What has been open from the first look on comes without a movement.
  const [seenLocked, setSeenLocked] = useState(locked)
  if (locked && !seenLocked) setSeenLocked(true)
  return (
    <article
      aria-labelledby={headingId}
      data-unlocked={post.unlocked}
      className="overflow-hidden rounded-lg border border-line bg-surface"
    >
      <div className="flex items-start justify-between gap-3 px-5 pt-4">
        <PostAuthor post={post} />
        <div className="flex max-w-[55%] shrink-0 items-center gap-1">
          {!post.listed && (
            <Badge>
              <Icon name="eye-off" />
              <span>{t('post.notListed')}</span>
            </Badge>
          )}
          {/* On a phone there is no room beside the name, and the locked panel says it all. */}
          <span className={cx('flex min-w-0', (locked || !post.listed) && 'max-sm:hidden')}>
            <AccessBadge post={post} tier={tier} />
          </span>
          {menu}
        </div>
      </div>
      <div className="px-5 pt-3.5 pb-4">
        <Heading id={headingId} className="font-semibold text-xl">
          {view === 'page' ? (
            <bdi>{post.title}</bdi>
          ) : (
            <Link
              href={postHref(post.id)}
              className="hover:underline hover:decoration-accent hover:decoration-2 hover:underline-offset-4"
            >
              <bdi>{post.title}</bdi>
            </Link>
          )}
        </Heading>
        {post.teaser && <p className="mt-1.5 text-pretty text-muted">{post.teaser}</p>}
      </div>
      {post.media.length > 0 && (
        <PostMedia
          media={post.media}
          originals={post.content?.media}
          title={post.title}
          all={view === 'page'}
          eager={eager}
          unveils={seenLocked}
        >
          {locked && (
            <LockedPanel
              post={post}
              tier={tier}
              ended={ended}
              onBuy={onBuy}
              onSubscribe={onSubscribe}
              place="on-image"
            />
          )}
        </PostMedia>
      )}
      {locked && post.media.length === 0 && (
        <LockedPanel
          post={post}
          tier={tier}
          ended={ended}
          onBuy={onBuy}
          onSubscribe={onSubscribe}
          place="alone"
        />
      )}
      {post.content && (
        <div className={cx('px-5', seenLocked && 'animate-arrive', post.media.length > 0 && 'pt-4')}>
          {view === 'page' ? (
            <PostBody text={post.content.body} />
          ) : (
            <FeedText id={post.id} text={post.content.body} />
          )}
        </div>
      )}
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

function FeedText({ id, text }: { id: string; text: string }) {
  const t = useTranslator()
  if (text.length <= FEED_TEXT_CHARACTERS) return <PostBody text={text} />
  return (
    <>
      <p className="line-clamp-4 whitespace-pre-line text-[1.0625rem] leading-[1.65]">{text}</p>
      <Link
        href={postHref(id)}
        className="mt-1 inline-block font-medium text-sm underline decoration-accent decoration-2 underline-offset-4"
      >
        {t('post.readOn')}
      </Link>
    </>
  )
}
