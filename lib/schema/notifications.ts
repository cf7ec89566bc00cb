import * as z from 'zod'
import { Id, Instant, pageOf } from './common'

export const NotificationKind = z.enum([
  'like',
  'comment',
  'reply',
  'sale',
  'subscriber',
  'tip',
  'post',
  'subscription',
  'refund',
  'payment',
  'referral',
])
export type NotificationKind = z.infer<typeof NotificationKind>

export const Notification = z.object({
  id: Id,
  kind: NotificationKind,
  title: z.string(),
  body: z.string(),
  /** Page of the site that shows the cause. */
  href: z.string(),
  createdAt: Instant,
  readAt: Instant.nullable(),
})
export type Notification = z.infer<typeof Notification>

export const NotificationPage = pageOf(Notification).extend({
  unreadCount: z.int(),
  /** Place in the caller's channel `notifications`. */
  position: z.string(),
})
export type NotificationPage = z.infer<typeof NotificationPage>

const READ_MAX = 200

/** Body of `POST /api/notifications/read`. */
export const ReadInput = z.union([
  z.object({ ids: z.array(Id).min(1).max(READ_MAX) }),
  z.object({ all: z.literal(true) }),
])
export type ReadInput = z.infer<typeof ReadInput>
