import { eq, sql } from 'drizzle-orm'
import { anyOf } from '@/lib/db/any-of'
import { posts } from '@/lib/db/tables/content'
import { creators, users } from '@/lib/db/tables/people'
import { authorColumns, toAuthor } from '@/lib/domain/accounts/authors'
import type { DomainContext } from '@/lib/domain/context'
import { isListed } from '@/lib/domain/posts/visibility'
import type { Suggestions } from '@/lib/schema/search'
import { findIds } from './find-ids'
import { inOrder, SEARCHED_CREATORS, SEARCHED_POSTS } from './search'
import { readAsked } from './sought'

const CREATORS = 3
const POSTS = 5

/** The first few of both, with no more than their names: for who is still typing. */
export async function suggest({ db }: DomainContext, q: string): Promise<Suggestions> {
  const asked = await readAsked(db.read, q)
  const [people, cards] = await Promise.all([
    findIds(db.read, SEARCHED_CREATORS, asked, { limit: CREATORS }),
    findIds(db.read, SEARCHED_POSTS, asked, { limit: POSTS }),
  ])
  const [creatorRows, postRows] = await Promise.all([
    people.ids.length === 0
      ? []
      : db.read
          .select(authorColumns)
          .from(creators)
          .innerJoin(users, eq(users.id, creators.id))
          .where(anyOf(creators.id, people.ids)),
    cards.ids.length === 0
      ? []
      : db.read
          .select({ id: posts.id, title: posts.title, author: authorColumns })
          .from(posts)
          .innerJoin(users, eq(users.id, posts.authorId))
          .innerJoin(creators, eq(creators.id, posts.authorId))
          .where(sql`${anyOf(posts.id, cards.ids)} and ${isListed}`),
  ])
  return {
    creators: inOrder(people.ids, creatorRows.map(toAuthor)),
    posts: inOrder(cards.ids, postRows).map(({ id, title, author }) => ({
      id,
      title,
      authorName: toAuthor(author).displayName,
    })),
  }
}
