import * as z from 'zod'

const KEY_LENGTH_MAX = 100

export const FeedKeyReply = z.object({ key: z.string() })

export const RssQuery = z.object({ key: z.string().min(1).max(KEY_LENGTH_MAX).optional() })
