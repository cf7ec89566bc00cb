import * as z from 'zod'
import { hasControls, isOneLine, isVisible, isWellFormed, turnsDirection } from '@/lib/characters'
import { MAX_PRICE_LAMPORTS, MIN_PRICE_LAMPORTS } from '@/lib/money'
import { says } from './field-issues'

/** A UUID, in small letters whichever it came in. */
export const Id = z.uuid().toLowerCase()

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime()

/** An instant as others write it, in any zone, and in UTC from then on. */
export const InstantAsked = z.iso
  .datetime({ offset: true })
  .transform((written) => new Date(written).toISOString())
  // Beyond the year 9999 no database keeps it.
  .pipe(Instant)

/** The `updatedAt` of what a form began with: where it is another by now, nothing is changed. */
export const Version = z.iso.datetime()

/** An amount as it arrives: an integer in JSON, a `bigint` afterwards. */
export const SignedLamports = z.union([z.bigint(), z.int().transform(BigInt)])

export const Lamports = SignedLamports.refine(
  (value) => value >= 0n,
  says({ code: 'negative' }, 'Must not be negative'),
)

export const PriceLamports = SignedLamports.refine(
  (value) => value >= MIN_PRICE_LAMPORTS,
  says(
    { code: 'price_too_low', minLamports: MIN_PRICE_LAMPORTS },
    `Must be at least ${MIN_PRICE_LAMPORTS} lamports (0.001 SOL)`,
  ),
).refine(
  (value) => value <= MAX_PRICE_LAMPORTS,
  says(
    { code: 'price_too_high', maxLamports: MAX_PRICE_LAMPORTS },
    `Must be at most ${MAX_PRICE_LAMPORTS} lamports`,
  ),
)

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const WALLET_BYTES = 32
const WALLET_LENGTH_MAX = 44

/** A Solana address: base58 of 32 bytes. https://solana.com/docs/core/accounts#account-address */
export const Wallet = z
  .string()
  .refine(isAddress, says({ code: 'not_an_address' }, 'Must be a Solana address'))

function isAddress(text: string): boolean {
  if (text.length > WALLET_LENGTH_MAX) return false
  let value = 0n
  for (const letter of text) {
    const digit = BASE58.indexOf(letter)
    if (digit < 0) return false
    value = value * 58n + BigInt(digit)
  }
  const zeros = /^1*/.exec(text)?.[0].length ?? 0
  const others = value === 0n ? 0 : Math.ceil(value.toString(16).length / 2)
  return zeros + others === WALLET_BYTES
}

const MALFORMED = { ...says({ code: 'malformed' }, 'Must be well formed Unicode'), abort: true }
export const INVISIBLE = says({ code: 'invisible' }, 'Must have something to see')

/**
 * One line of text, trimmed and composed (NFC): something to see, unless it may be empty, and nothing that turns the text
 * beside it.
 */
export const line = (max: number, min: 0 | 1 = 1) =>
  z
    .string()
    .refine(isWellFormed, MALFORMED)
    .trim()
    .normalize('NFC')
    .min(min, { error: 'Must not be empty', abort: true })
    .max(max, `Must be at most ${max} characters`)
    .refine(isOneLine, { ...says({ code: 'not_one_line' }, 'Must be one line'), abort: true })
    .refine(
      (value) => !turnsDirection(value),
      says({ code: 'turns_direction' }, 'Must not control the direction of text'),
    )
    .refine((value) => (min === 0 && value === '') || isVisible(value), INVISIBLE)

/**
 * Text of several lines, trimmed and composed (NFC); may be empty unless `min` says otherwise, and then has something to
 * see. Line breaks and tabs are the only control characters.
 */
export const text = (max: number, min: 0 | 1 = 0) =>
  z
    .string()
    .refine(isWellFormed, MALFORMED)
    .trim()
    .normalize('NFC')
    .min(min, { error: 'Must not be empty', abort: true })
    .max(max, `Must be at most ${max} characters`)
    .refine((value) => !hasControls(value), {
      ...says({ code: 'control_characters' }, 'Must not hold control characters'),
      abort: true,
    })
    .refine((value) => min === 0 || isVisible(value), INVISIBLE)

const PAGE_LIMIT_DEFAULT = 20
const PAGE_LIMIT_MAX = 100

export const PageQuery = z.object({
  cursor: z.string().max(200).optional(),
  // Each bound ends it: `int` would say one of its own beside it.
  limit: z.coerce
    .number()
    .min(1, { abort: true })
    .max(PAGE_LIMIT_MAX, { abort: true })
    .int()
    .default(PAGE_LIMIT_DEFAULT),
})
export type PageQuery = z.infer<typeof PageQuery>

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}
