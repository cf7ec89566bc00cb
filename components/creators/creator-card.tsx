'use client'

import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Link } from '@/components/ui/link'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources, coverSources, creatorHref } from '@/lib/links'
import type { CreatorCard as Creator } from '@/lib/schema/creators'

interface CreatorCardProps {
  creator: Creator
  /** `row`: one line for a narrow list; `tile`: with cover and bio, for the directory. */
  look: 'row' | 'tile'
  /** `FollowButton`, or nothing. */
  action?: ReactNode
}

export function CreatorCard({ creator, look, action }: CreatorCardProps) {
  return look === 'row' ? (
    <Row creator={creator} action={action} />
  ) : (
    <Tile creator={creator} action={action} />
  )
}

function Row({ creator, action }: Omit<CreatorCardProps, 'look'>) {
  const t = useTranslator()
  const { count } = useFormats()
  const posts = t('count.posts', { count: creator.postsCount, shown: count(creator.postsCount) })
  return (
    <div className="flex items-center gap-3">
      <Avatar name={creator.displayName} picture={avatarSources(creator)} />
      <div className="min-w-0 flex-1 text-sm">
        <Link href={creatorHref(creator.handle)} className="block font-semibold hover:underline">
          <bdi className="one-name">{creator.displayName}</bdi>
        </Link>
        <p className="truncate text-muted text-xs">{`@${creator.handle} · ${posts}`}</p>
      </div>
      {action}
    </div>
  )
}

function Tile({ creator, action }: Omit<CreatorCardProps, 'look'>) {
  const { postsCount, followersCount } = creator
  const t = useTranslator()
  const { count } = useFormats()
  const posts = t('count.posts', { count: postsCount, shown: count(postsCount) })
  const followers = t('count.followers', { count: followersCount, shown: count(followersCount) })
  return (
    <article className="group relative flex flex-col overflow-hidden rounded-lg border border-line bg-surface transition-colors hover:border-line-strong">
      {creator.coverId ? (
        <img
          alt=""
          width={1500}
          height={500}
          loading="lazy"
          decoding="async"
          sizes="(min-width: 64rem) 19rem, (min-width: 40rem) 50vw, 100vw"
          {...coverSources(creator.coverId, creator.coverFocus)}
          className="aspect-[3/1] w-full bg-hover object-cover"
        />
      ) : (
        <div className="glow aspect-[3/1] w-full" />
      )}
      <div className="flex flex-1 flex-col px-4 pb-4">
        <span className="-mt-7 w-fit rounded-full bg-surface p-[3px]">
          <Avatar name={creator.displayName} picture={avatarSources(creator)} size="lg" />
        </span>
        <h2 className="mt-2 font-semibold">
          <Link href={creatorHref(creator.handle)} className="after:absolute after:inset-0">
            <bdi>{creator.displayName}</bdi>
          </Link>
        </h2>
        <p className="text-muted text-xs">@{creator.handle}</p>
        <p className="mt-2 line-clamp-2 text-pretty text-sm">{creator.bio}</p>
        <div className="mt-auto flex items-center justify-between gap-3 pt-4">
          <p className="text-muted text-xs tabular-nums">{`${posts} · ${followers}`}</p>
          {action && <div className="relative">{action}</div>}
        </div>
      </div>
    </article>
  )
}
