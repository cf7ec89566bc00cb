'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { PostList } from '@/components/posts/post-list'
import { Chips } from '@/components/ui/chips'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { Isolated } from '@/components/ui/isolated'
import { LinkButton } from '@/components/ui/link-button'
import { isolate } from '@/lib/characters'
import { creatorPostsSource, postQuery, tagsQuery } from '@/lib/client/queries/posts'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import { creatorHref, creatorTabHref } from '@/lib/links'
import type { CreatorProfile } from '@/lib/schema/creators'

interface CreatorPostsProps {
  creator: CreatorProfile
  /** Empty: all. */
  tag: string
  /** Only what the reader has unlocked. */
  open: boolean
}

export function CreatorPosts({ creator, tag, open }: CreatorPostsProps) {
  const { handle } = creator
  const me = useMe()
  const t = useTranslator()
  const source = creatorPostsSource(handle, open ? 'open' : 'all', tag)
  const query = useInfiniteQuery(source.list)
  const known = useQuery(tagsQuery(handle)).data ?? []
  const tags = tag === '' || known.includes(tag) ? known : [tag, ...known]
  const isFiltered = open || tag !== ''
  const pinnedId = isFiltered ? null : (creator.pinnedPostId ?? null)
  const pinned = useQuery({ ...postQuery(pinnedId ?? ''), enabled: pinnedId !== null }).data
  const isOwn = me?.id === creator.id
  return (
    <>
      {(creator.postsCount > 0 || isFiltered) && (
        <Chips
          label={t('creator.filters')}
          chips={[
            // To its author everything is.
            ...(isOwn
              ? []
              : [
                  {
                    href: creatorTabHref(handle, { tag, open: !open }),
                    label: t('creator.open'),
                    current: open,
                  },
                ]),
            ...tags.map((one) => ({
              href: creatorTabHref(handle, { open, tag: one === tag ? '' : one }),
              label: `#${one}`,
              current: one === tag,
            })),
          ]}
        />
      )}
      <PostList
        source={source}
        query={query}
        creator={creator}
        pinned={pinnedId === null ? null : pinned}
        empty={
          isFiltered ? (
            <EmptyState
              icon={<Icon name="lock" />}
              title={open ? t('creator.open.none') : t('explore.tag.empty', { tag })}
              action={<LinkButton href={creatorHref(handle)}>{t('creator.posts.all')}</LinkButton>}
            />
          ) : (
            <NoPosts creator={creator} isOwn={isOwn} />
          )
        }
      />
    </>
  )
}

function NoPosts({ creator, isOwn }: { creator: CreatorProfile; isOwn: boolean }) {
  const t = useTranslator()
  const icon = <Icon name="image-off" />
  if (isOwn) {
    const write = <LinkButton href="/studio/new">{t('studio.newPost')}</LinkButton>
    return <EmptyState icon={icon} title={t('creator.noPosts.own')} action={write} />
  }
  return (
    <EmptyState icon={icon} title={t('creator.noPosts')}>
      <Isolated text={t('creator.noPosts.text', { name: isolate(creator.displayName) })} />
    </EmptyState>
  )
}
