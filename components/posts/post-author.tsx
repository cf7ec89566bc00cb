import { Avatar } from '@/components/ui/avatar'
import { Link } from '@/components/ui/link'
import { RelativeTime } from '@/components/ui/relative-time'
import { avatarSources, creatorHref, postHref } from '@/lib/links'
import type { PostCard } from '@/lib/schema/posts'

/** Who wrote it and when; the time leads to the post. */
export function PostAuthor({ post }: { post: PostCard }) {
  const { author } = post
  const picture = <Avatar name={author.displayName} picture={avatarSources(author)} />
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3">
      {author.handle ? (
        <Link href={creatorHref(author.handle)} tabIndex={-1} aria-hidden="true" className="shrink-0">
          {picture}
        </Link>
      ) : (
        picture
      )}
      <div className="min-w-0 text-sm">
        {author.handle ? (
          <Link
            href={creatorHref(author.handle)}
            className="-mt-1 block w-fit max-w-full pt-1 font-semibold hover:underline"
          >
            <bdi className="one-name">{author.displayName}</bdi>
          </Link>
        ) : (
          <bdi className="one-name font-semibold">{author.displayName}</bdi>
        )}
        <p className="-mb-2 truncate text-muted text-xs">
          {author.handle && <span>{`@${author.handle} · `}</span>}
          <Link href={postHref(post.id)} className="inline-block pb-2 hover:text-text hover:underline">
            <RelativeTime iso={post.createdAt} />
          </Link>
        </p>
      </div>
    </div>
  )
}
