import { signTransaction } from '@/lib/ledger/transaction'
import type { Post } from '@/lib/schema/posts'
import type { Purchase } from '@/lib/schema/purchases'
import { type Refund, RefundOffer, RefundReply } from '@/lib/schema/refunds'
import type { TierName } from '@/lib/schema/tiers'
import { DAY, SECOND } from '@/tests/support/app/clock'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import type { TestApp } from '@/tests/support/app/start-app'
import { instructionsOf, signed } from '@/tests/support/ledger/payments'
import { buy, fund, giveBack, open, refundsOf } from './purchases'
import { settleAllPurchases } from './settle-all'

const TIER_PRICES = { basic: 10_000_000n, premium: 30_000_000n, vip: 50_000_000n }

export interface SoldWorld {
  inviter: Creator
  creator: Creator
  /** Has paid a post twice, and another from two devices; has renewed, and later upgraded; has tipped. */
  fan: Person
  /** Has paid for a post that was gone, and has it back; has bought one that was deleted afterwards. */
  unlucky: Person
  posts: Record<'cheap' | 'dear' | 'deleted' | 'gone' | 'raced' | 'regretted' | 'members', Post>
  refunds: Record<'paid' | 'owed' | 'raced', Refund>
  /** Of goodwill. */
  given: Record<'part' | 'whole' | 'period', Refund>
}

/** Everything that can be sold, and what can go wrong with it, all done by the app itself. */
export async function makeSoldWorld(app: TestApp): Promise<SoldWorld> {
  const inviter = await makeCreator(app)
  const creator = await makeCreator(app, { referredBy: inviter.handle, tiers: TIER_PRICES })
  const [fan, unlucky] = await Promise.all([signIn(app), signIn(app)])
  for (const person of [fan, unlucky, creator]) await fund(person)
  const posts = {
    cheap: await makePost(creator, { priceLamports: 10_000_039n }),
    dear: await makePost(creator, { priceLamports: 40_000_000n }),
    deleted: await makePost(creator, { priceLamports: 20_000_000n }),
    gone: await makePost(creator, { priceLamports: 20_000_000n }),
    raced: await makePost(creator, { priceLamports: 30_000_000n }),
    regretted: await makePost(creator, { priceLamports: 25_000_000n }),
    members: await makePost(creator, { minTier: 'premium' }),
  }
  const post = ({ id }: Post) => ({ kind: 'post', postId: id }) as const
  const tier = (name: TierName) => ({ kind: 'subscription', creatorId: creator.id, tier: name }) as const

  // The inviter's account does not exist yet: this share is too small to open it, the next is not.
  const twice = await buy(fan, post(posts.cheap))
  app.clock.advance(SECOND)
  await payDirectly(app, fan, twice)
  const owed = await owedOne(app, fan)
  const dear = await buy(fan, post(posts.dear))
  await buy(fan, tier('basic'))
  await buy(fan, tier('basic'))
  await buy(unlucky, tier('vip'))
  await buy(unlucky, post(posts.deleted))
  await creator.api.delete(`/api/posts/${posts.deleted.id}`)
  app.clock.advance(31 * DAY)
  await buy(fan, tier('premium'))
  await buy(fan, { kind: 'tip', creatorId: creator.id, amountLamports: 7_000_000n })
  await buy(fan, { kind: 'tip', creatorId: inviter.id, amountLamports: 1_000_000n })

  const inVain = await open(unlucky, post(posts.gone))
  await creator.api.delete(`/api/posts/${posts.gone.id}`)
  await payDirectly(app, unlucky, inVain)
  const paid = await payBack(creator, await owedOne(app, unlucky))

  const regretted = await buy(unlucky, post(posts.regretted))
  const again = await buy(unlucky, tier('vip'))
  app.clock.advance(SECOND)
  const given = {
    part: await giveBack(creator, dear, { amountLamports: 10_000_039n }),
    whole: await giveBack(creator, regretted, { amountLamports: regretted.amountLamports }),
    period: await giveBack(creator, again, { amountLamports: again.amountLamports }),
  }

  // What lands first is seen last: nobody looks while the clock stands still.
  app.clock.freeze()
  const givenUp = await open(fan, post(posts.raced))
  await fan.api.delete(`/api/purchases/${givenUp.id}`)
  await payDirectly(app, fan, givenUp)
  await buy(fan, post(posts.raced))
  const raced = await payBack(creator, await owedOne(app, fan))
  return { inviter, creator, fan, unlucky, posts, refunds: { paid, owed, raced }, given }
}

/** What is found by itself to be owed back. */
async function owedOne({ app }: TestApp, buyer: Person): Promise<Refund> {
  await settleAllPurchases(app)
  const [refund] = await refundsOf(buyer)
  if (refund === undefined) throw new Error('nothing is owed')
  return refund
}

/** By a wallet that sends by itself, with a blockhash of now. */
export async function payDirectly(
  { app }: TestApp,
  buyer: Person,
  { id, splits, reference }: Pick<Purchase, 'id' | 'splits' | 'reference'>,
): Promise<void> {
  const instructions = instructionsOf({ payer: buyer.wallet, splits, reference, memo: id })
  const sent = await app.ledger.send(
    signed(instructions, await app.ledger.latestBlockhash(), [buyer.keypair]),
  )
  if (sent.outcome !== 'accepted') throw new Error(JSON.stringify(sent))
}

async function payBack(creator: Creator, { id }: Refund): Promise<Refund> {
  const offer = (await creator.api.post(`/api/refunds/${id}/transaction`)).as(RefundOffer)
  const bytes = signTransaction(Buffer.from(offer.transaction, 'base64'), creator.keypair)
  const transaction = Buffer.from(bytes).toString('base64')
  return (await creator.api.post(`/api/refunds/${id}/submit`, { transaction })).as(RefundReply).refund
}
