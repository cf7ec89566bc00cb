'use client'

import { Link } from '@/components/ui/link'
import { useTranslator } from '@/lib/client/use-translator'
import { exploreHref } from '@/lib/links'

/** What a post is about: each tag leads to all posts that have it. */
export function PostTags({ tags }: { tags: readonly string[] }) {
  const t = useTranslator()
  if (tags.length === 0) return null
  return (
    <ul aria-label={t('post.tags')} className="flex flex-wrap gap-x-3 px-5 pt-3">
      {tags.map((tag) => (
        <li key={tag} className="min-w-0">
          <Link
            href={exploreHref({ tag })}
            className="flex min-h-6 items-center break-all text-muted text-sm hover:text-text hover:underline"
          >
            <bdi>{`#${tag}`}</bdi>
          </Link>
        </li>
      ))}
    </ul>
  )
}
