import * as z from 'zod'
import { Id, Instant } from './common'

/**
 * What is done later, by any process: every kind and its params. Adding one is a line here; the compiler then asks for
 * its line in `lib/jobs/handlers.ts`. Params are stored: a change must read what was written before it.
 */
export const JOBS = {
  /** `after`: the follower who was told last. */
  'tell-followers': z.object({ postId: Id, after: Id.nullable() }),
  'remind-of-ends': z.object({}),
  /** `since`: when it was done last, by the database's clock. */
  'trim-events': z.object({ since: Instant }),
  'delete-unused-media': z.object({}),
  'trim-notifications': z.object({}),
  /** What was counted last, for the metrics. */
  'count-purchases': z.object({ counts: z.record(z.string(), z.number().int()) }),
  /** Until a release whose processes all write `post_author_id` has been everywhere. */
  'fill-post-authors': z.object({}),
  'trim-request-keys': z.object({}),
  /** Until a release that makes them so has been everywhere; `after`: the one that was made last. */
  'remake-previews': z.object({ after: Id.nullable() }),
} as const

export type JobKind = keyof typeof JOBS
export type JobParams<K extends JobKind> = z.infer<(typeof JOBS)[K]>
