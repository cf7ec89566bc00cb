import * as z from 'zod'
import { Id } from './common'
import { LIMITS } from './limits'

/** Body of `POST /api/views`: what has been on the reader's screen since it was said last. */
export const ViewsInput = z.object({
  /** Whose cards. */
  seen: z.array(Id).max(LIMITS.viewsAtOnce).default([]),
  /** Whose pages. */
  opened: z.array(Id).max(LIMITS.viewsAtOnce).default([]),
})
export type ViewsInput = z.infer<typeof ViewsInput>
