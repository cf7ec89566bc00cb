'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { PostList } from '@/components/posts/post-list'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { exploreSource, foundSource } from '@/lib/client/queries/posts'
import { useTranslator } from '@/lib/client/use-translator'
import { EXPLORE_FILTERS } from '@/lib/routes'

interface ExploredPostsProps {
  show: 'new' | 'loved' | 'free'
  tag: string
}

export function ExploredPosts({ show, tag }: ExploredPostsProps) {
  const t = useTranslator()
  const source = exploreSource(EXPLORE_FILTERS[show], tag)
  const query = useInfiniteQuery(source.list)
  return (
    <div className="max-w-post">
      <PostList
        source={source}
        query={query}
        empty={
          <EmptyState
            icon={<Icon name="compass" />}
            title={tag === '' ? t(`explore.${show}.empty`) : t('explore.tag.empty', { tag })}
            action={
              (tag !== '' || show !== 'new') && (
                <LinkButton href="/explore">{t('explore.everything')}</LinkButton>
              )
            }
          />
        }
      />
    </div>
  )
}

export function FoundPosts({ q }: { q: string }) {
  const t = useTranslator()
  const source = foundSource(q)
  const query = useInfiniteQuery(source.list)
  return (
    <div className="max-w-post">
      <PostList
        source={source}
        query={query}
        empty={
          <EmptyState
            icon={<Icon name="search-x" />}
            title={t('search.noPosts', { q })}
            action={<LinkButton href="/explore">{t('explore.everything')}</LinkButton>}
          >
            {t('search.nothing.text')}
          </EmptyState>
        }
      />
    </div>
  )
}
