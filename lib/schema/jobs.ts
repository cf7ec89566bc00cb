import * as z from 'zod'
import { Id, Instant } from './common'

/**
 * What is done later, by any process: every kind and its params. Adding one is a line here; the compiler then asks for
 * its line in `lib/jobs/handlers.ts`. Params are stored: a change must read what was written before it.
 */
export const JOBS = {
  /** `after`: the follower who was told last. */
  'tell-followers': z.object({ postId: Id, after: Id.nullable() }),
  /** Where it is still scheduled, and its time has come: of one that was put off there is a later job. */
  'publish-post': z.object({ postId: Id }),
  'remind-of-ends': z.object({}),
  /** `settled`: what was under way when they left has come to its end. */
  'clear-account': z.object({ userId: Id, settled: z.boolean() }),
  /** `since`: when it was done last, by the database's clock. */
  'trim-events': z.object({ since: Instant }),
  /** Of what was sent as this upload. */
  'prepare-film': z.object({ mediaId: Id, uploadId: Id }),
  'clear-uploads': z.object({}),
  'delete-unused-media': z.object({}),
  'trim-notifications': z.object({}),
  /** What was counted last, for the metrics. */
  'count-purchases': z.object({ counts: z.record(z.string(), z.number().int()) }),
  /** Until a release whose processes all write `post_author_id` has been everywhere. */
  'fill-post-authors': z.object({}),
  'trim-request-keys': z.object({}),
  'trim-views': z.object({}),
  /** Until a release that makes them so has been everywhere; `after`: the one that was made last. */
  'remake-previews': z.object({ after: Id.nullable() }),
} as const

/** One of a kind at a time, in all processes: they take a machine for minutes. The others do not wait for them. */
export const LONG_JOBS: readonly JobKind[] = ['prepare-film']

export type JobKind = keyof typeof JOBS
export type JobParams<K extends JobKind> = z.infer<(typeof JOBS)[K]>
