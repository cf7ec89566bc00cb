import * as z from 'zod'
import { Id, PageQuery, pageOf, text } from './common'
import { Author, CreatorCard } from './creators'
import { LIMITS } from './limits'
import { Post } from './posts'

const q = text(LIMITS.search, 1)

export const SearchQuery = PageQuery.extend({ q, kind: z.enum(['posts', 'creators']).default('posts') })

export const SuggestionsQuery = z.object({ q })

/** The first few that are found while somebody types. */
export const Suggestions = z.object({
  creators: z.array(Author),
  posts: z.array(z.object({ id: Id, title: z.string(), authorName: z.string() })),
})
export type Suggestions = z.infer<typeof Suggestions>

export const FoundPosts = pageOf(Post)
export const FoundCreators = pageOf(CreatorCard)
