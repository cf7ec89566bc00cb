/** What can be wrong with one field of an input, where nothing has to be known to say it. */
const PLAIN = [
  'required',
  'invalid_type',
  'invalid_format',
  'invalid_value',
  'malformed',
  'unreadable',
  'control_characters',
  'not_one_line',
  'turns_direction',
  'invisible',
  'negative',
  'not_an_address',
  'repeated',
  'not_a_handle',
  'not_a_tag',
  'not_a_link',
  'reserved',
  'taken',
  'unknown',
  'gone',
  'past',
  'not_a_cursor',
] as const
const WITH_MIN = ['too_short', 'too_few', 'too_small'] as const
const WITH_MAX = ['too_long', 'too_many', 'too_big'] as const

/** All of it: stable, so that whoever shows it says it in their own words. */
export const FIELD_CODES = [...PLAIN, ...WITH_MIN, ...WITH_MAX, 'price_too_low', 'price_too_high'] as const

export type FieldIssue =
  | { code: (typeof PLAIN)[number] }
  | { code: (typeof WITH_MIN)[number]; min: number }
  | { code: (typeof WITH_MAX)[number]; max: number }
  | { code: 'price_too_low'; minLamports: bigint }
  | { code: 'price_too_high'; maxLamports: bigint }

/** By field; a nested one is written with dots: `tiers.0.priceLamports`. */
export type FieldIssues = Record<string, FieldIssue[]>

/** What a refinement of a schema says: to programs by the issue, to people who read the API by the sentence. */
export function says(issue: FieldIssue, error: string) {
  return { error, params: issue }
}
