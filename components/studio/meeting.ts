import { changesOf } from '@/lib/client/drafts/post-input'
import type { PostFields } from '@/lib/schema/posts'

/** Two sides of one choice: who may read it. */
const AS_ONE: Record<string, string> = { priceLamports: 'minTier' }

/** Whether two who began with the same have changed the same into something else: one of them has to give way. */
export function isOverlapping(before: PostFields, mine: PostFields, theirs: PostFields): boolean {
  const parts = (now: PostFields) =>
    Object.keys(changesOf(now, before)).map((field) => AS_ONE[field] ?? field)
  const apart = new Set(Object.keys(changesOf(mine, theirs)).map((field) => AS_ONE[field] ?? field))
  const changed = new Set(parts(mine))
  return parts(theirs).some((part) => changed.has(part) && apart.has(part))
}
