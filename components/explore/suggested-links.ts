import { creatorHref, postHref, searchHref } from '@/lib/links'
import type { Author } from '@/lib/schema/creators'
import type { Suggestions } from '@/lib/schema/search'
import type { Translator } from '@/lib/words/translator'

export interface SuggestedLink {
  key: string
  href: string
  kind: 'creator' | 'post' | 'all'
  label: string
  /** Whose it is, or what they are called by. */
  detail: string | null
  creator: Author | null
}

/** What a search suggests, in the order in which it is gone through: creators, posts, and all that there is. */
export function suggestedLinks(
  t: Translator,
  { creators, posts }: Suggestions,
  q: string,
  what: 'posts' | 'creators',
): SuggestedLink[] {
  return [
    ...creators.map((creator) => ({
      key: creator.id,
      href: creatorHref(creator.handle ?? ''),
      kind: 'creator' as const,
      label: creator.displayName,
      detail: `@${creator.handle}`,
      creator,
    })),
    ...posts.map(({ id, title, authorName }) => ({
      key: id,
      href: postHref(id),
      kind: 'post' as const,
      label: title,
      detail: authorName,
      creator: null,
    })),
    {
      key: 'all',
      href: searchHref(q, what),
      kind: 'all',
      label: t('search.all', { q }),
      detail: null,
      creator: null,
    },
  ]
}
