import { type Keypair, newKeypair } from '@/lib/ledger/keypair'
import { CreatorProfile } from '@/lib/schema/creators'
import { Post, type PostInput } from '@/lib/schema/posts'
import { NonceReply, SignInReply } from '@/lib/schema/session'
import { Tier, type TierName } from '@/lib/schema/tiers'
import { ApiClient, type Reply } from './api-client'
import type { TestApp } from './start-app'

/** Somebody with a wallet who has signed in. */
export interface Person {
  id: string
  wallet: string
  keypair: Keypair
  token: string
  api: ApiClient
}

export interface Creator extends Person {
  handle: string
}

/** Signs in as the pages do: asks for the text, signs it with a real key, sends it back. */
export async function signIn(app: TestApp, keypair: Keypair = newKeypair()): Promise<Person> {
  const { token, user } = (await presentSignature(app, keypair)).as(SignInReply)
  return { id: user.id, wallet: user.wallet, keypair, token, api: new ApiClient(app.url, token) }
}

/** Signs in as a browser does. `cookie` is what it sends from then on, `attributes` what it was told about it. */
export async function signInForCookie(app: TestApp): Promise<{ cookie: string; attributes: string[] }> {
  const reply = await presentSignature(app, newKeypair())
  const [cookie = '', ...attributes] = (reply.headers.get('set-cookie') ?? '').split('; ')
  return { cookie, attributes }
}

async function presentSignature(app: TestApp, keypair: Keypair): Promise<Reply> {
  const anonymous = new ApiClient(app.url)
  const wallet = keypair.address
  const { message } = (await anonymous.post('/api/auth/nonce', { wallet })).as(NonceReply)
  return anonymous.post('/api/auth/sign-in', { wallet, message, signature: signText(keypair, message) })
}

export function signInMany(app: TestApp, count: number): Promise<Person[]> {
  return Promise.all(Array.from({ length: count }, () => signIn(app)))
}

/** Base64, as the sign-in takes it. */
export function signText(keypair: Keypair, text: string): string {
  return Buffer.from(keypair.sign(Buffer.from(text, 'utf8'))).toString('base64')
}

interface CreatorWishes {
  handle?: string
  referredBy?: string
  /** Prices in lamports of the tiers that are for sale. */
  tiers?: Partial<Record<TierName, bigint>>
}

let handles = 0

function newHandle(): string {
  handles += 1
  return `creator_${handles}`
}

export async function makeCreator(
  app: TestApp,
  { handle = newHandle(), referredBy, tiers = {} }: CreatorWishes = {},
): Promise<Creator> {
  const person = await signIn(app)
  const input = { handle, displayName: `The ${handle}`, referredBy }
  ;(await person.api.post('/api/me/creator', input)).as(CreatorProfile, 201)
  const list = Object.entries(tiers).map(([tier, priceLamports]) => ({ tier, priceLamports, name: tier }))
  if (list.length > 0) (await person.api.put('/api/me/tiers', list)).as(Tier.array())
  return { ...person, handle }
}

/** What a locked post must never show. */
export const SECRET = 'only-for-those-who-have-it-unlocked'

export async function makePost(author: Person, input: Partial<PostInput> = {}): Promise<Post> {
  const reply = await author.api.post('/api/posts', {
    title: 'A post',
    body: `The body: ${SECRET}`,
    ...input,
  })
  return reply.as(Post, 201)
}
