import * as z from 'zod'
import { Id, Instant, Lamports } from './common'
import { TierName } from './tiers'

/** Who caused it, by the name they had then. */
const actor = { actorId: Id, actorName: z.string() }
const post = { postId: Id, postTitle: z.string() }
const paid = { purchaseId: Id, amountLamports: Lamports }

/** What was paid for, and the two whose affair it is: `side` is the reader's, `other…` the other one. */
const affair = {
  ...paid,
  side: z.enum(['buyer', 'creator']),
  otherId: Id,
  otherName: z.string(),
  itemKind: z.enum(['post', 'subscription', 'tip']),
  /** Title of the post or name of the tier; null for a tip. */
  itemName: z.string().nullable(),
  /** Null unless it was a post. */
  postId: Id.nullable(),
}

/** The beginning of a comment; empty where its reader has the post locked. */
const said = { commentId: Id, excerpt: z.string() }

const notice = <K extends string, P extends z.ZodRawShape>(kind: K, params: P) =>
  z.object({ kind: z.literal(kind), params: z.object(params) })

/**
 * Every kind of notification with its facts. Adding one is a line here; the compiler then asks for its words in
 * `lib/words/notification.ts` and for its icon. Facts alone are stored and sent: they are worded where they are shown.
 */
export const Notice = z.discriminatedUnion('kind', [
  notice('like', { ...actor, ...post }),
  notice('comment', { ...actor, ...post, ...said }),
  notice('reply', { ...actor, postId: Id, ...said }),
  notice('sale', { ...actor, ...post, ...paid }),
  notice('subscriber', {
    ...actor,
    ...paid,
    tier: TierName,
    /** As its creator called it then. Missing in what an older release has written. */
    tierName: z.string().optional(),
    change: z.enum(['new', 'renewed', 'upgraded']),
  }),
  notice('tip', { ...actor, ...paid }),
  notice('post', { ...actor, ...post }),
  notice('subscription', {
    change: z.enum(['ending', 'ended']),
    creatorId: Id,
    creatorName: z.string(),
    creatorHandle: z.string(),
    tier: TierName,
    tierName: z.string(),
    endsAt: Instant,
  }),
  /** `given`: of goodwill, and told to the buyer alone; `given_ended`: what was bought goes with it. */
  notice('refund', { change: z.enum(['owed', 'paid', 'given', 'given_ended']), ...affair }),
  notice('payment', { change: z.literal('vanished'), ...affair }),
  notice('referral', { ...actor, actorHandle: z.string() }),
])
export type Notice = z.infer<typeof Notice>

export type NotificationKind = Notice['kind']
export type NoticeOf<K extends NotificationKind> = Extract<Notice, { kind: K }>

/** A notification in words, as it is shown. */
export const Words = z.object({
  title: z.string(),
  /** May be empty. */
  body: z.string(),
  /** Page of the site that shows the cause. */
  href: z.string(),
})
export type Words = z.infer<typeof Words>

/** From a release that stored notifications in words: those are all that is known of it. */
export const WordedNotice = z.object({
  kind: z.enum(Notice.options.map((option) => option.shape.kind.value)),
  params: Words,
})
export type WordedNotice = z.infer<typeof WordedNotice>
