'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { creatorPostsQuery } from '@/lib/client/queries/posts'
import { useTranslator } from '@/lib/client/use-translator'
import { postHref, smallPictureUrl } from '@/lib/links'
import type { MediaPreview, Post } from '@/lib/schema/posts'

/** All pictures of a creator, each leading to its post: those that are open to the reader, and the colours of the rest. */
export function CreatorPictures({ handle }: { handle: string }) {
  const t = useTranslator()
  const query = useInfiniteQuery(creatorPostsQuery(handle, 'pictures'))
  const posts = query.data?.pages.flatMap((page) => page.items) ?? []
  if (query.isError && posts.length === 0)
    return <ErrorState onRetry={() => void query.refetch()} retrying={query.isFetching} />
  if (query.data === undefined)
    return (
      <div role="status" aria-label={t('creator.pictures.loading')} className={GRID}>
        {[0, 1, 2, 3, 4, 5].map((place) => (
          <Skeleton key={place} className="aspect-square w-full" />
        ))}
      </div>
    )
  if (posts.length === 0)
    return <EmptyState icon={<Icon name="image-off" />} title={t('creator.noPictures')} />
  return (
    <>
      <ul className={GRID}>
        {posts.flatMap((post) =>
          post.media.map((item, place) => (
            <li key={item.id}>
              <Picture post={post} item={item} place={place} />
            </li>
          )),
        )}
      </ul>
      <LoadMore query={query} />
    </>
  )
}

const GRID = 'grid grid-cols-2 gap-1.5 sm:grid-cols-3'

function Picture({ post, item, place }: { post: Post; item: MediaPreview; place: number }) {
  const t = useTranslator()
  const isOpen = post.content?.media.some(({ id }) => id === item.id) ?? false
  const { title, media } = post
  const name = media.length > 1 ? t('post.image', { title, number: place + 1, total: media.length }) : title
  return (
    <Link
      href={postHref(post.id)}
      aria-label={isOpen ? name : t('creator.picture.locked', { name })}
      className="relative block aspect-square overflow-hidden rounded-md bg-hover"
    >
      <img
        alt=""
        width={item.width}
        height={item.height}
        loading="lazy"
        decoding="async"
        className="size-full object-cover"
        src={isOpen ? smallPictureUrl(item.id) : (item.preview ?? undefined)}
      />
      {!isOpen && (
        <span className="absolute inset-0 flex items-center justify-center">
          <span className="flex size-9 items-center justify-center rounded-full bg-canvas text-text">
            <Icon name="lock-keyhole" className="size-4" />
          </span>
        </span>
      )}
    </Link>
  )
}
