import { eq } from 'drizzle-orm'
import type { Reader } from '@/lib/db/reader'
import { posts } from '@/lib/db/tables/content'
import { creators, tiers, users } from '@/lib/db/tables/people'
import { groupBy } from '@/lib/domain/group-by'
import type { TierName } from '@/lib/schema/tiers'

export interface Seller {
  id: string
  wallet: string
  referrerWallet: string | null
  posts: { id: string; priceLamports: bigint | null }[]
  tierPrices: ReadonlyMap<TierName, bigint>
}

/** Who sells what: payments are held against it. */
export interface Catalogue {
  sellers: Seller[]
  byWallet: ReadonlyMap<string, Seller>
}

export async function readCatalogue(reader: Reader): Promise<Catalogue> {
  const [people, works, offers] = await Promise.all([
    reader.select({ id: users.id, wallet: users.wallet }).from(users),
    reader.select({ id: posts.id, authorId: posts.authorId, priceLamports: posts.priceLamports }).from(posts),
    reader.select().from(tiers),
  ])
  const pages = await reader
    .select({ id: creators.id, wallet: users.wallet, referredById: creators.referredById })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.id))
  const walletOf = new Map(people.map(({ id, wallet }) => [id, wallet]))
  const worksOf = groupBy(works, ({ authorId }) => authorId)
  const offersOf = groupBy(offers, ({ creatorId }) => creatorId)
  const sellers = pages.map(({ id, wallet, referredById }) => ({
    id,
    wallet,
    referrerWallet: referredById === null ? null : (walletOf.get(referredById) ?? null),
    posts: worksOf.get(id) ?? [],
    tierPrices: new Map((offersOf.get(id) ?? []).map(({ tier, priceLamports }) => [tier, priceLamports])),
  }))
  return { sellers, byWallet: new Map(sellers.map((seller) => [seller.wallet, seller])) }
}
