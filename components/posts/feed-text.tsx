import { Link } from '@/components/ui/link'
import { useTranslator } from '@/lib/client/use-translator'
import { postHref } from '@/lib/links'
import type { PostContent } from '@/lib/schema/posts'
import { beginningOf, wordsOf } from './beginning'
import { PostBody, textOf } from './post-body'

/** About four lines: where a feed stops and the post's own page goes on. */
const CHARACTERS = 320

export function FeedText({ postId, content }: { postId: string; content: PostContent }) {
  const t = useTranslator()
  const blocks = wordsOf(textOf(content))
  const beginning = beginningOf(blocks, CHARACTERS)
  return (
    <div className="prose-brief">
      <PostBody blocks={beginning ?? blocks} level={2} />
      {beginning && (
        <Link
          href={postHref(postId)}
          className="mt-1.5 inline-block font-medium text-sm underline decoration-accent decoration-2 underline-offset-4"
        >
          {t('post.readOn')}
        </Link>
      )}
    </div>
  )
}
