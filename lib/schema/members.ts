import * as z from 'zod'
import { Id, Instant, Lamports, PageQuery, text } from './common'
import { Author } from './creators'
import { LIMITS } from './limits'
import { TierName } from './tiers'

/** Whose time runs, and whose is over. */
export const MEMBER_STATUSES = ['active', 'ended'] as const
const MemberStatus = z.enum(MEMBER_STATUSES)
export type MemberStatus = z.infer<typeof MemberStatus>

/** Query of `GET /api/me/members`. */
export const MembersQuery = PageQuery.extend({
  status: MemberStatus.optional(),
  query: text(LIMITS.ownListQuery).default(''),
})
export type MembersQuery = z.infer<typeof MembersQuery>

/** Query of `GET /api/me/members/export`. */
export const MembersExportQuery = MembersQuery.pick({ status: true })

/** Who is, or was, a member of a creator. */
export const Member = z.object({
  id: Id,
  who: Author,
  status: MemberStatus,
  /** The latest one. */
  tier: TierName,
  /** As the creator calls it now. */
  tierName: z.string().nullable(),
  /** When they became a member for the first time. */
  since: Instant,
  /** The end of what is paid for. */
  until: Instant,
  /** They do not want to go on: nothing reminds them of the end. */
  cancelled: z.boolean(),
  /** All that they have ever paid this creator, less what was given back of it. */
  paidLamports: Lamports,
})
export type Member = z.infer<typeof Member>
