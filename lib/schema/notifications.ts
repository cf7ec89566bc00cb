import * as z from 'zod'
import { Id, Instant, pageOf } from './common'
import { LOCALES } from './locales'
import { Notice, WordedNotice, Words } from './notices'

const AnyNotice = z.union([Notice, WordedNotice])

export const Notification = AnyNotice.and(
  z.object({
    id: Id,
    createdAt: Instant,
    readAt: Instant.nullable(),
    /** What it is about is there no more for its reader: it leads nowhere. */
    gone: z.boolean(),
  }),
)
export type Notification = z.infer<typeof Notification>

/** Data of the event `notification`, as it is stored; what is sent has its words instead of the language. */
export const NotificationEvent = AnyNotice.and(
  z.object({
    id: Id,
    createdAt: Instant,
    unreadCount: z.int(),
    /** What its reader reads. Missing in what an older release has written. */
    locale: z.enum(LOCALES).optional(),
  }),
)
export type NotificationEvent = z.infer<typeof NotificationEvent>

const place = {
  unreadCount: z.int(),
  /** Place in the caller's channel `notifications`. */
  position: z.string(),
}

export const NotificationPage = pageOf(Notification).extend(place)
export type NotificationPage = z.infer<typeof NotificationPage>

/** Answer of `GET /api/notifications`: each with its words. */
export const WordedNotificationPage = pageOf(Notification.and(Words)).extend(place)
export type WordedNotificationPage = z.infer<typeof WordedNotificationPage>

const READ_MAX = 200

/** Body of `POST /api/notifications/read`. */
export const ReadInput = z.union([
  z.object({ ids: z.array(Id).min(1).max(READ_MAX) }),
  z.object({ all: z.literal(true) }),
])
export type ReadInput = z.infer<typeof ReadInput>
