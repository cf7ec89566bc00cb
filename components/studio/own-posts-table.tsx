'use client'

import { AccessBadge } from '@/components/posts/access-badge'
import { Link } from '@/components/ui/link'
import { Scrollable } from '@/components/ui/scrollable'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { editPostHref, postHref } from '@/lib/links'
import type { OwnPost } from '@/lib/schema/posts'
import { OwnPostMenu } from './own-post-menu'
import { StatusBadge } from './status-badge'

const COLUMNS = ['seen', 'opened', 'bought', 'earned', 'likes', 'comments'] as const

/** What came of each post, one below the other: how many saw it, opened it, bought it. */
export function OwnPostsTable({ posts }: { posts: readonly OwnPost[] }) {
  const t = useTranslator()
  return (
    <Scrollable className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full whitespace-nowrap text-right text-sm tabular-nums">
        <caption className="sr-only">{t('studio.posts')}</caption>
        <thead className="text-muted text-xs">
          <tr className="border-line border-b">
            <th scope="col" className="px-4 py-2.5 text-left font-medium">
              {t('studio.posts.column.post')}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="px-2.5 py-2.5 font-medium">
                {t(`studio.posts.column.${column}`)}
              </th>
            ))}
            <th scope="col" className="px-3 py-2.5">
              <span className="sr-only">{t('studio.posts.column.menu')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {posts.map((post) => (
            <Row key={post.id} post={post} />
          ))}
        </tbody>
      </table>
    </Scrollable>
  )
}

function Row({ post }: { post: OwnPost }) {
  const t = useTranslator()
  const { count, sol } = useFormats()
  const { id, title, status = 'published', seenCount, openedCount, salesCount } = post
  const isOut = status === 'published'
  return (
    <tr id={`post-${id}`} className="border-line border-b last:border-0">
      <th scope="row" className="max-w-52 px-4 py-2 text-left font-medium">
        <Link href={isOut ? postHref(id) : editPostHref(id)} className="block truncate hover:underline">
          <bdi>{title === '' ? t('studio.posts.untitled') : title}</bdi>
        </Link>
        <span className="mt-1 flex flex-wrap gap-1.5">
          <StatusBadge post={post} />
          <AccessBadge post={post} />
        </span>
      </th>
      <td className="px-2.5 py-2">{isOut && count(seenCount)}</td>
      <td className="px-2.5 py-2">{isOut && <Part part={openedCount} whole={seenCount} />}</td>
      <td className="px-2.5 py-2">
        {isOut && (salesCount > 0 || post.priceLamports !== null) && (
          <Part part={salesCount} whole={openedCount} />
        )}
      </td>
      <td className="px-2.5 py-2">{post.earnedLamports !== 0n && sol(post.earnedLamports)}</td>
      <td className="px-2.5 py-2">{isOut && count(post.likesCount)}</td>
      <td className="px-2.5 py-2">{isOut && count(post.commentsCount)}</td>
      <td className="px-2 py-1">
        <OwnPostMenu post={post} />
      </td>
    </tr>
  )
}

/** How many of those came so far. More than all is possible: who bought from a card has opened nothing. */
function Part({ part, whole }: { part: number; whole: number }) {
  const { count, share } = useFormats()
  return (
    <>
      {count(part)}
      {part > 0 && part <= whole && <span className="ml-1.5 text-muted text-xs">{share(part / whole)}</span>}
    </>
  )
}
