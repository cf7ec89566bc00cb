import { sql } from 'drizzle-orm'
import { posts } from '@/lib/db/tables/content'
import type { Clear } from './clear-traces'

const AT_ONCE = 50

/** Of deleted posts and drafts nothing is left to read; what somebody was about to buy is called what it was. */
export const eraseDeletedPosts: Clear = async (tx, authorId) => {
  const erased = await tx.sql
    .update(posts)
    .set({
      title: sql`case when ${isNamed} then ${posts.title} else '' end`,
      teaser: '',
      body: '',
      tags: [],
    })
    .where(
      sql`${posts.id} = any(array(
        select id from ${posts}
        where ${posts.authorId} = ${authorId} and ${posts.deletedAt} is not null
          and (${posts.teaser} <> '' or ${posts.body} <> '' or ${posts.tags} <> '{}'
            or (${posts.title} <> '' and not ${isNamed}))
        limit ${AT_ONCE}))`,
    )
    .returning({ id: posts.id })
  return erased.length === AT_ONCE
}

/** In somebody's purchases. */
const isNamed = sql`exists (select 1 from purchases p where p.post_id = ${posts.id})`
