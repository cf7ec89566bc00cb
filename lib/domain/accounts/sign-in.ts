import { randomBytes } from 'node:crypto'
import { and, eq, gt, lt } from 'drizzle-orm'
import { newId } from '@/lib/db/ids'
import { nonces, users } from '@/lib/db/tables/people'
import { AppError } from '@/lib/errors'
import { verifySignature } from '@/lib/ledger/keypair'
import type { Locale } from '@/lib/schema/locales'
import type { NoncePurpose, NonceReply, SignInFields, SignInInput, SignInReply } from '@/lib/schema/session'
import { issueToken, type SessionContext } from './sessions'
import { nonceOf, signInMessage } from './sign-in-message'
import { getMe } from './users'

const NONCE_TTL_MS = 5 * 60 * 1000
const NONCE_BYTES = 16
const SIGNATURE_BYTES = 64
/**
 * English for everybody: the standard lets it have nothing but what an address can have, and blanks. A wallet that finds
 * anything else does not ask its holder, and answers with an error.
 */
const STATEMENT = 'Sign in to Fonana. This costs nothing and moves no funds.'
/** What is signed to delete an account says so, and signs nobody in. */
const LEAVE_STATEMENT = 'Delete my Fonana account for good. This costs nothing and moves no funds.'
const CHAIN_ID = 'mainnet'

/** A challenge for the wallet, to be signed on the page at `origin`. It serves once, for five minutes. */
export async function createNonce(
  { db, now }: SessionContext,
  { wallet, origin, purpose }: { wallet: string; origin: URL; purpose?: NoncePurpose | undefined },
): Promise<NonceReply> {
  const issuedAt = now()
  const expiresAt = new Date(issuedAt.getTime() + NONCE_TTL_MS)
  const input: SignInFields = {
    domain: origin.host,
    address: wallet,
    statement: purpose === 'delete-account' ? LEAVE_STATEMENT : STATEMENT,
    uri: origin.origin,
    version: '1',
    chainId: CHAIN_ID,
    nonce: randomBytes(NONCE_BYTES).toString('hex'),
    issuedAt: issuedAt.toISOString(),
    expirationTime: expiresAt.toISOString(),
  }
  const message = signInMessage(input)
  await db.transact(async (tx) => {
    await tx.sql.delete(nonces).where(lt(nonces.expiresAt, issuedAt))
    await tx.sql.insert(nonces).values({ nonce: input.nonce, wallet, message, expiresAt })
  })
  return { input, message, expiresAt: expiresAt.toISOString() }
}

/**
 * Verifies a signed challenge and answers with a session; the first sign-in of a wallet creates its user, who
 * reads `locale`. The signed text must be, to the letter, the one that was offered: that covers domain, wallet, times and
 * every other field at once. A failed try spends the nonce too. Throws `invalid_signature`.
 */
export async function signIn(
  context: SessionContext,
  input: SignInInput,
  locale: Locale,
): Promise<SignInReply> {
  if (input.message.includes(LEAVE_STATEMENT)) throw refused('The message is one for deleting an account.')
  await requireSigned(context, input)
  return openSession(context, input.wallet, locale)
}

/** Spends the nonce, whatever comes of it. Throws `invalid_signature`. */
export async function requireSigned(context: SessionContext, input: SignInInput): Promise<void> {
  const nonce = nonceOf(input.message)
  if (nonce === null) throw refused('The message is not a sign-in message of this site.')

  const offered = await spendNonce(context, nonce)
  if (offered === null) throw refused('The sign-in request was used already or has expired.')
  if (offered.wallet !== input.wallet) throw refused('The sign-in request was made for another wallet.')
  if (offered.message !== input.message) throw refused('The signed message is not the one that was offered.')
  if (!isSignedBy(input.wallet, input.message, input.signature))
    throw refused('The signature does not fit the wallet.')
}

/** A session for who has proved that a wallet is theirs; the first one of a wallet creates its user. */
export async function openSession(
  context: SessionContext,
  wallet: string,
  locale: Locale,
): Promise<SignInReply> {
  const user = await ensureUser(context, wallet, locale)
  const { token, expiresAt } = await issueToken(context, { ...user, wallet })
  return { token, expiresAt: expiresAt.toISOString(), user: await getMe(context, user.id) }
}

/** Deleting is what spends it: of two that try at once, one finds it. */
async function spendNonce({ db, now }: SessionContext, nonce: string) {
  return db.transact(async (tx) => {
    const [row] = await tx.sql
      .delete(nonces)
      .where(and(eq(nonces.nonce, nonce), gt(nonces.expiresAt, now())))
      .returning({ wallet: nonces.wallet, message: nonces.message })
    return row ?? null
  })
}

/** Who has deleted their account begins anew, with nothing but what they have bought. */
async function ensureUser({ db }: SessionContext, wallet: string, locale: Locale) {
  return db.transact(async (tx) => {
    await tx.sql
      .insert(users)
      .values({ id: newId(), wallet, locale })
      .onConflictDoNothing({ target: users.wallet })
    const { id, leftAt, tokensFrom } = users
    const [user] = await tx.sql.select({ id, leftAt, tokensFrom }).from(users).where(eq(users.wallet, wallet))
    if (user === undefined) throw new Error('the user that was just written is not there')
    if (user.leftAt !== null)
      await tx.sql.update(users).set({ leftAt: null, locale }).where(eq(users.id, user.id))
    return user
  })
}

function isSignedBy(wallet: string, message: string, signatureBase64: string): boolean {
  const signature = Buffer.from(signatureBase64, 'base64')
  return (
    signature.length === SIGNATURE_BYTES && verifySignature(wallet, Buffer.from(message, 'utf8'), signature)
  )
}

function refused(detail: string) {
  return new AppError('invalid_signature', { detail })
}
