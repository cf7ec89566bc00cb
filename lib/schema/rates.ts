import * as z from 'zod'

/** What one SOL is worth about, by currency: codes of ISO 4217. */
export const RatesReply = z.object({ rates: z.record(z.string(), z.number().positive()) })
export type RatesReply = z.infer<typeof RatesReply>
