import * as z from 'zod'
import { Id, Instant, text } from './common'
import { Author } from './creators'
import { LIMITS } from './limits'

export const CommentInput = z.object({
  body: text(LIMITS.comment, 1),
  /** The comment this one answers; an answer to an answer belongs to the same thread. */
  parentId: Id.nullable().default(null),
})
export type CommentInput = z.infer<typeof CommentInput>

export const Comment = z.object({
  id: Id,
  author: Author,
  body: z.string(),
  parentId: Id.nullable(),
  createdAt: Instant,
})
export type Comment = z.infer<typeof Comment>
