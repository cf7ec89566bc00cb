/** Why a creator gives something of a sale back that they do not owe. Without schemas: browsers ask too. */
export const GOODWILL_REASONS = ['goodwill', 'asked', 'mistake', 'faulty'] as const
export type GoodwillReason = (typeof GOODWILL_REASONS)[number]

export function isGoodwill(reason: string): reason is GoodwillReason {
  return GOODWILL_REASONS.some((each) => each === reason)
}
