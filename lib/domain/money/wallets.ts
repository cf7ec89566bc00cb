import { eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Reader } from '@/lib/db/reader'
import { creators, users } from '@/lib/db/tables/people'
import { AppError } from '@/lib/errors'

/** The wallet that a user signs in and pays with, as base58. Throws `not_found` when there is no such user. */
export async function readWallet(reader: Reader, userId: string): Promise<string> {
  const [user] = await reader.select({ wallet: users.wallet }).from(users).where(eq(users.id, userId))
  if (user === undefined) throw new AppError('not_found', { detail: 'There is no such user.' })
  return user.wallet
}

/** Whose wallets a sale concerns. */
export interface Parties {
  buyerWallet: string
  creatorWallet: string
  /** Null where nobody referred the creator. */
  referrerWallet: string | null
}

interface Pair {
  buyerId: string
  creatorId: string
}

/** Throws `not_found` when the buyer or the creator is not there. */
export async function readParties(reader: Reader, { buyerId, creatorId }: Pair): Promise<Parties> {
  const buyers = alias(users, 'buyers')
  const referrers = alias(users, 'referrers')
  const [parties] = await reader
    .select({ buyerWallet: buyers.wallet, creatorWallet: users.wallet, referrerWallet: referrers.wallet })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.id))
    .innerJoin(buyers, eq(buyers.id, buyerId))
    .leftJoin(referrers, eq(referrers.id, creators.referredById))
    .where(eq(creators.id, creatorId))
  if (parties === undefined)
    throw new AppError('not_found', { reason: 'no_such_creator', detail: 'There is no such creator.' })
  return parties
}
