import * as z from 'zod'
import { Id, Instant, line, Version, Wallet } from './common'
import { Focus } from './focus'
import { LIMITS } from './limits'
import { LOCALES } from './locales'

/** What is signed besides a sign-in: its text says so. */
export const NoncePurpose = z.enum(['delete-account'])
export type NoncePurpose = z.infer<typeof NoncePurpose>

export const NonceInput = z.object({ wallet: Wallet, purpose: NoncePurpose.optional() })

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

/** Body of `DELETE /api/me`: the caller's wallet has signed a fresh message. */
export const LeaveInput = SignInInput.omit({ wallet: true })
export type LeaveInput = z.infer<typeof LeaveInput>

/** The signed-in user, as only they see it. */
export const Me = z.object({
  id: Id,
  wallet: Wallet,
  displayName: z.string().nullable(),
  avatarId: Id.nullable(),
  avatarFocus: Focus.nullable().optional(),
  locale: z.enum(LOCALES),
  /** Set once the creator page is turned on. */
  handle: z.string().nullable(),
  /** Whether they have had their first steps here, or have said that they want none. */
  welcomed: z.boolean(),
  unreadCount: z.int(),
  createdAt: Instant,
  /** When name, picture or creator page were changed last. */
  updatedAt: Instant,
  /** Places in the user's own channels, read with the rest. */
  positions: z.object({ user: z.string(), notifications: z.string() }),
})
export type Me = z.infer<typeof Me>

/** Answer of `POST /api/auth/phone`. `reference` is for the wallet to scan; `secret` stays in the browser. */
export const PhoneSignIn = z.object({ reference: Wallet, secret: z.string(), expiresAt: Instant })
export type PhoneSignIn = z.infer<typeof PhoneSignIn>

/** Body of `POST /api/auth/phone/{reference}`: the wallet that has scanned it. */
export const ProofInput = z.object({ account: Wallet })

/** Body of `POST /api/auth/phone/{reference}/session`. */
export const PhoneSessionInput = z.object({ secret: z.string().min(1).max(100) })

export const SignInReply = z.object({ token: z.string(), expiresAt: Instant, user: Me })
export type SignInReply = z.infer<typeof SignInReply>

/** Body of `PATCH /api/me`. */
export const MePatch = z.object({
  displayName: line(LIMITS.displayName).optional(),
  avatarId: Id.nullable().optional(),
  locale: z.enum(LOCALES).optional(),
  /** Never taken back. */
  welcomed: z.literal(true).optional(),
  version: Version.optional(),
})
export type MePatch = z.infer<typeof MePatch>
