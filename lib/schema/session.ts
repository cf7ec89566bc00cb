import * as z from 'zod'
import { Id, Instant, line, Version, Wallet } from './common'
import { LIMITS } from './limits'
import { LOCALES } from './locales'

export const NonceInput = z.object({ wallet: Wallet })

/** The fields of Sign In With Solana that we set: https://github.com/phantom/sign-in-with-solana */
export const SignInFields = z.object({
  domain: z.string(),
  address: Wallet,
  statement: z.string(),
  uri: z.string(),
  version: z.literal('1'),
  chainId: z.string(),
  nonce: z.string(),
  issuedAt: Instant,
  expirationTime: Instant,
})
export type SignInFields = z.infer<typeof SignInFields>

export const NonceReply = z.object({ input: SignInFields, message: z.string(), expiresAt: Instant })
export type NonceReply = z.infer<typeof NonceReply>

export const SignInInput = z.object({
  wallet: Wallet,
  message: z.string().min(1).max(4000),
  /** Base64 of the 64-byte Ed25519 signature over the UTF-8 message. */
  signature: z.base64().max(128),
})
export type SignInInput = z.infer<typeof SignInInput>

/** The signed-in user, as only they see it. */
export const Me = z.object({
  id: Id,
  wallet: Wallet,
  displayName: z.string().nullable(),
  avatarId: Id.nullable(),
  locale: z.enum(LOCALES),
  /** Set once the creator page is turned on. */
  handle: z.string().nullable(),
  unreadCount: z.int(),
  createdAt: Instant,
  /** When name, picture or creator page were changed last. */
  updatedAt: Instant,
  /** Places in the user's own channels, read with the rest. */
  positions: z.object({ user: z.string(), notifications: z.string() }),
})
export type Me = z.infer<typeof Me>

export const SignInReply = z.object({ token: z.string(), expiresAt: Instant, user: Me })
export type SignInReply = z.infer<typeof SignInReply>

/** Body of `PATCH /api/me`. */
export const MePatch = z.object({
  displayName: line(LIMITS.displayName).optional(),
  avatarId: Id.nullable().optional(),
  locale: z.enum(LOCALES).optional(),
  version: Version.optional(),
})
export type MePatch = z.infer<typeof MePatch>
