import Link from 'next/link'
import { avatarUrl, creatorHref, postHref } from '@/components/links'
import { Avatar } from '@/components/ui/avatar'
import { RelativeTime } from '@/components/ui/relative-time'
import type { PostCard } from '@/lib/schema/posts'

/** Who wrote it and when; the time leads to the post. */
export function PostAuthor({ post }: { post: PostCard }) {
  const { author } = post
  const picture = <Avatar name={author.displayName} src={avatarUrl(author.avatarId)} />
  return (
    <div className="flex min-w-0 items-center gap-3">
      {author.handle ? (
        <Link href={creatorHref(author.handle)} tabIndex={-1} aria-hidden="true" className="shrink-0">
          {picture}
        </Link>
      ) : (
        picture
      )}
      <div className="min-w-0 text-sm">
        {author.handle ? (
          <Link href={creatorHref(author.handle)} className="block truncate font-semibold hover:underline">
            {author.displayName}
          </Link>
        ) : (
          <span className="block truncate font-semibold">{author.displayName}</span>
        )}
        <p className="truncate text-muted text-xs">
          {author.handle && `@${author.handle} · `}
          <Link href={postHref(post.id)} className="hover:text-text hover:underline">
            <RelativeTime iso={post.createdAt} />
          </Link>
        </p>
      </div>
    </div>
  )
}
