import * as z from 'zod'
import { LIMITS } from './limits'

const Thousandths = z.int().min(0).max(1000)

/** Which part of a picture is seen where not all of it is: how far from its left and from its top, and how much larger. */
export const Focus = z.object({
  x: Thousandths,
  y: Thousandths,
  zoom: z.int().min(LIMITS.zoomMin).max(LIMITS.zoom).optional(),
})
export type Focus = z.infer<typeof Focus>
