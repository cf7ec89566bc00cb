import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, lt } from 'drizzle-orm'
import { nonces } from '@/lib/db/tables/people'
import { AppError } from '@/lib/errors'
import { buildProof, newReference } from '@/lib/ledger/payment-build'
import type { Ledger } from '@/lib/ledger/port'
import { provenBy } from '@/lib/ledger/proof-check'
import type { Locale } from '@/lib/schema/locales'
import type { PhoneSignIn, SignInReply } from '@/lib/schema/session'
import type { SessionContext } from './sessions'
import { openSession } from './sign-in'

interface PhoneContext extends SessionContext {
  ledger: Ledger
}

const TTL_MS = 3 * 60 * 1000
const SECRET_BYTES = 32
/** Strangers may send what they like under a reference. */
const LOOKED_AT_MAX = 20
/** Whoever scans the code: it is not known before. */
const ANY_WALLET = ''

/**
 * Lets a wallet on a phone sign in the browser that asks. The reference stands in the code that is scanned; the secret
 * stays in the browser, and alone it is what the session is given for. It serves once, for three minutes.
 */
export async function beginPhoneSignIn({ db, now }: SessionContext): Promise<PhoneSignIn> {
  const begunAt = now()
  const expiresAt = new Date(begunAt.getTime() + TTL_MS)
  const reference = newReference()
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  await db.transact(async (tx) => {
    await tx.sql.delete(nonces).where(lt(nonces.expiresAt, begunAt))
    await tx.sql
      .insert(nonces)
      .values({ nonce: reference, wallet: ANY_WALLET, message: digestOf(secret), expiresAt })
  })
  return { reference, secret, expiresAt: expiresAt.toISOString() }
}

/**
 * The transaction by which a wallet that has scanned the code proves itself: it moves nothing, and costs the network's fee.
 * Throws `not_found` for what nobody waits for.
 */
export async function requestProof(
  context: PhoneContext,
  reference: string,
  wallet: string,
): Promise<{ transaction: string }> {
  if ((await findBegun(context, reference)) === null) throw notFound()
  const proof = { wallet, reference, text: textOf(reference) }
  const bytes = buildProof(proof, await context.ledger.latestBlockhash())
  return { transaction: Buffer.from(bytes).toString('base64') }
}

/** A session for the wallet that has answered; null while none has. Throws `not_found` once it was given, or is too old. */
export async function finishPhoneSignIn(
  context: PhoneContext,
  { reference, secret }: { reference: string; secret: string },
  locale: Locale,
): Promise<SignInReply | null> {
  const begun = await findBegun(context, reference)
  if (begun?.message !== digestOf(secret)) throw notFound()
  const wallet = await findProof(context.ledger, reference)
  if (wallet === null) return null
  if (!(await spend(context, reference))) throw notFound()
  return openSession(context, wallet, locale)
}

/** The first that proved itself: what comes later is not what the code was shown for. */
async function findProof(ledger: Ledger, reference: string): Promise<string | null> {
  const { signatures } = await ledger.search(reference)
  for (const { signature, error } of signatures.toReversed().slice(0, LOOKED_AT_MAX)) {
    const executed = error === null ? await ledger.transaction(signature) : null
    const wallet = executed && provenBy(executed, { reference, text: textOf(reference) })
    if (wallet !== null) return wallet
  }
  return null
}

async function findBegun({ db, now }: SessionContext, reference: string) {
  const [row] = await db.read.select().from(nonces).where(isOpen(reference, now()))
  return row ?? null
}

/** Of two that try at once, one is first. */
async function spend({ db, now }: SessionContext, reference: string): Promise<boolean> {
  return db.transact(async (tx) => {
    const spent = await tx.sql
      .delete(nonces)
      .where(isOpen(reference, now()))
      .returning({ nonce: nonces.nonce })
    return spent.length > 0
  })
}

const isOpen = (reference: string, at: Date) =>
  and(eq(nonces.nonce, reference), eq(nonces.wallet, ANY_WALLET), gt(nonces.expiresAt, at))

const textOf = (reference: string) => `Sign in to Fonana on another device: ${reference}`

const digestOf = (secret: string) => createHash('sha256').update(secret).digest('hex')

const notFound = () => new AppError('not_found', { detail: 'There is no such sign-in, or it has ended.' })
