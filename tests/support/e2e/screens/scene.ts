import { rmSync } from 'node:fs'
import type { Keypair } from '@/lib/ledger/keypair'
import { type ApiUser, buyByScript, fund, signInByScript, uploadPicture } from '@/tests/support/e2e/api'
import { type RunningServer, startServer } from '@/tests/support/e2e/server'
import { atAnotherTime } from './at-another-time'
import { WALLETS } from './people'
import { drawPicture, type PictureName } from './pictures'
import { LOCKED_TEXT, LONG_TEXT, SHORT_TEXT } from './scene-texts'

/** After any day on which this runs, for the prepared database is of that day; by day, so that dates are the same in every zone. */
const MADE_AT = '2040-03-07T09:00:00Z'
export const SEEN_AT = '2040-03-07T12:30:00Z'

export interface Scene {
  url: string
  posts: Record<'morning' | 'greys' | 'frames' | 'members' | 'either' | 'book' | 'draft' | 'later', string>
  seriesId: string
  receiptId: string
  /** The session of somebody, as their browser has it. */
  tokenOf(wallet: Keypair): Promise<string>
  /** Ends its server and takes its data away. */
  end(): Promise<void>
}

/** A small site with everything in it that a screen can show, the same on every run. */
export async function openScene(): Promise<Scene> {
  const env = { RATE_LIMIT: 'off', PLATFORM_WALLET: WALLETS.platform.address }
  const before = await startServer({ env: { ...env, ...atAnotherTime(MADE_AT) } })
  const made = await makeScene(before)
  await before.stop()
  const server = await startServer({
    dataDir: before.dataDir,
    env: { ...env, ...atAnotherTime(SEEN_AT) },
  })
  return {
    ...made,
    url: server.url,
    tokenOf: async (wallet) => (await signInByScript(server.url, wallet)).token,
    async end() {
      await server.stop()
      rmSync(server.dataDir, { recursive: true, force: true })
    },
  }
}

async function makeScene({ url }: RunningServer): Promise<Pick<Scene, 'posts' | 'seriesId' | 'receiptId'>> {
  const [nora, ilya, ada, nameless] = [
    await signInByScript(url, WALLETS.nora),
    await signInByScript(url, WALLETS.ilya),
    await signInByScript(url, WALLETS.ada),
    await signInByScript(url, WALLETS.nameless),
  ]
  await fund(url, WALLETS.platform.address)
  for (const { wallet } of [nora, ilya, ada, nameless]) await fund(url, wallet.address)
  const upload = async (user: ApiUser, name: PictureName) => uploadPicture(url, user, await drawPicture(name))
  const publish = async (user: ApiUser, post: object) =>
    (await user.call<{ id: string }>('POST', '/api/posts', post)).id

  await nora.call('POST', '/api/me/creator', {
    handle: 'nora',
    displayName: 'Nora Vik',
    bio: 'Watercolours and photographs from a harbour with forty boats. I am up before the gulls, and write down what I did with the light.',
  })
  await nora.call('PATCH', '/api/me/creator', {
    avatarId: await upload(nora, 'face'),
    coverId: await upload(nora, 'heath'),
  })
  await nora.call('PUT', '/api/me/tiers', [
    {
      tier: 'basic',
      name: 'Quayside',
      priceLamports: 40_000_000,
      benefits: ['Every note', 'Sketches while they are wet'],
    },
    {
      tier: 'premium',
      name: 'On board',
      priceLamports: 120_000_000,
      benefits: ['Full-size photographs', 'How each was made', 'A letter a month'],
    },
    {
      tier: 'vip',
      name: 'Harbour master',
      priceLamports: 350_000_000,
      benefits: ['One signed print a season'],
    },
  ])
  await ilya.call('POST', '/api/me/creator', {
    handle: 'ilya',
    displayName: 'Илья Брандт',
    bio: 'Короткие рассказы о поездах.',
    referredBy: 'nora',
  })
  await ilya.call('PUT', '/api/me/tiers', [
    { tier: 'basic', name: 'Плацкарт', priceLamports: 30_000_000, benefits: ['Все рассказы'] },
  ])
  await ada.call('PATCH', '/api/me', { displayName: 'Ada Moreau', welcomed: true })
  await nora.call('PATCH', '/api/me', { welcomed: true })
  await ada.call('PUT', '/api/creators/nora/follow')
  await nameless.call('PUT', '/api/creators/nora/follow')

  await publish(ilya, {
    title: 'Ночной поезд',
    teaser: 'Восемь часов и один фонарь.',
    body: 'Он стоял на каждой станции.',
    tags: ['trains'],
  })
  const book = await publish(nora, {
    title: 'The harbour, page by page',
    teaser: 'A sketchbook of one winter, scanned whole.',
    body: 'Forty pages, and the cover.\n\nThe stains are tea.',
    priceLamports: 50_000_000,
    tags: ['sketchbook', 'harbour'],
    mediaIds: [await upload(nora, 'quay')],
  })
  const either = await publish(nora, {
    title: 'Grey water, no horizon',
    teaser: 'A seascape that is almost nothing.',
    body: LOCKED_TEXT,
    minTier: 'premium',
    priceLamports: 80_000_000,
    tags: ['harbour'],
    mediaIds: [await upload(nora, 'night')],
  })
  const members = await publish(nora, {
    title: 'Notes from the boat shed',
    teaser: 'What a winter costs, in paper and in paint.',
    body: 'Eleven sheets, two tubes, one pair of gloves.',
    minTier: 'basic',
    tags: ['notes'],
  })
  const greys = await publish(nora, {
    title: 'How I mix a grey',
    teaser: 'Three colours, rain water and a morning.',
    body: LONG_TEXT,
    tags: ['watercolour', 'notes'],
  })
  const frames = await publish(nora, {
    title: 'Twelve frames from the breakwater',
    teaser: 'One night, one lens, and what the sea did in between.',
    body: LOCKED_TEXT,
    priceLamports: 50_000_000,
    tags: ['light', 'harbour'],
    mediaIds: [await upload(nora, 'night'), await upload(nora, 'quay')],
  })
  const morning = await publish(nora, {
    title: 'Morning on the quay',
    teaser: 'Two frames before the boats.',
    body: SHORT_TEXT,
    tags: ['light', 'harbour'],
    mediaIds: [await upload(nora, 'morning'), await upload(nora, 'quay')],
  })

  const draft = await publish(nora, {
    title: 'What the fog leaves out',
    teaser: '',
    body: 'The crane first, then the far quay.',
    priceLamports: 60_000_000,
    status: 'draft',
    mediaIds: [await upload(nora, 'heath'), await upload(nora, 'quay')],
  })
  const later = await publish(nora, {
    title: 'A letter, for Saturday',
    body: 'Forty boats, and one that is not ours.',
    minTier: 'premium',
    status: 'scheduled',
    publishAt: '2040-03-10T08:00:00Z',
  })

  const { id: seriesId } = await nora.call<{ id: string }>('POST', '/api/me/series', {
    title: 'A winter in the harbour',
    description: 'From the first ice to the day the boats go out again, in the order in which it happened.',
  })
  await nora.call('POST', '/api/me/series', { title: 'Letters' })
  for (const id of [frames, greys, draft, members, either])
    await nora.call('PUT', `/api/posts/${id}/series`, { seriesId })

  for (const reader of [ada, nameless, ilya]) await reader.call('PUT', `/api/posts/${morning}/like`)
  await ada.call('PUT', `/api/posts/${greys}/like`)
  const question = await ada.call<{ id: string }>('POST', `/api/posts/${morning}/comments`, {
    body: 'Which lens was it? The second one looks as if the air had weight.',
  })
  await nora.call('POST', `/api/posts/${morning}/comments`, {
    body: 'An old 50, wide open. The weight is salt.',
    parentId: question.id,
  })
  await nameless.call('POST', `/api/posts/${morning}/comments`, { body: 'I can hear the ropes.' })

  const { id: receiptId } = await buyByScript(ada, { kind: 'post', postId: book })
  await buyByScript(ada, { kind: 'subscription', creatorId: nora.id, tier: 'basic' })
  await buyByScript(nameless, { kind: 'tip', creatorId: nora.id, amountLamports: 25_000_000 })
  return { posts: { morning, greys, frames, members, either, book, draft, later }, seriesId, receiptId }
}
