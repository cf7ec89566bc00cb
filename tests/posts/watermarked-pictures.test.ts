import { randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { media, watermarkedPictures } from '@/lib/db/tables/content'
import { users } from '@/lib/db/tables/people'
import { deleteCopiesOfGone, deleteUnusedMedia } from '@/lib/domain/posts/unused-media'
import { AppError } from '@/lib/errors'
import { watermarkedKey } from '@/lib/media/image-files'
import { MediaPreview, Post } from '@/lib/schema/posts'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { addPicture, upload } from '@/tests/support/app/images'
import { type Creator, makeCreator, makePost, type Person, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { type BucketServer, startBucketServer } from '@/tests/support/media/bucket-server'
import { buy, fund } from '@/tests/support/money/purchases'

const PRICE = 1_000_000n
const WIDTHS = [96, 480, 960, 1600] as const

let app: TestApp
let author: Creator
let buyer: Creator
let fan: Person
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  author = await makeCreator(app, { tiers: { basic: 5_000_000n } })
  buyer = await makeCreator(app, { handle: 'buys_it' })
  fan = await signIn(app)
  await Promise.all([fund(buyer), fund(fan)])
})
afterAll(() => app.close())
afterEach(() => vi.restoreAllMocks())

/** A plain picture: what is drawn over it is all that differs in it. */
async function addPlain(colour: string, { width = 1200, height = 900 } = {}): Promise<string> {
  const picture = sharp({ create: { width, height, channels: 3, background: colour } })
  return (await upload(author, await picture.png().toBuffer())).as(MediaPreview, 201).id
}

async function sell(colour: string, input: object = {}): Promise<{ id: string; picture: string }> {
  const picture = await addPlain(colour)
  const terms = { priceLamports: PRICE, watermarked: true, mediaIds: [picture], ...input }
  return { id: (await makePost(author, terms)).id, picture }
}

const get = ({ api }: Person, id: string, query = '', headers: Record<string, string> = {}) =>
  api.get(`/api/media/${id}${query}`, headers)

/** How much of it is not of its colour, from 0 to 1. */
async function watermarkedShare(bytes: Uint8Array): Promise<number> {
  const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true })
  const counts = new Map<number, number>()
  for (const value of data) counts.set(value, (counts.get(value) ?? 0) + 1)
  const ground = [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? 0
  let differing = 0
  for (const value of data) if (Math.abs(value - ground) > 12) differing += 1
  return differing / (info.width * info.height)
}

const keysOf = async (id: string) => {
  const keys: string[] = []
  for await (const { key } of app.app.store.list(id)) keys.push(key)
  return keys
}

describe('who has paid for a post whose pictures are marked', () => {
  it('is given their own copy at every address of it, whoever else asks is not, and its author sees none', async () => {
    const { id, picture } = await sell('#202020')
    for (const reader of [fan, buyer]) (await get(reader, picture)).problem('locked')
    const plain = await get(author, picture)
    expect(await watermarkedShare(plain.bytes)).toBe(0)
    expect((await author.api.get(`/api/posts/${id}`)).as(Post).watermarked).toBe(true)
    for (const reader of [fan, buyer]) await buy(reader, { kind: 'post', postId: id })
    const seen = []
    for (const reader of [fan, buyer]) {
      for (const query of ['', ...WIDTHS.map((width) => `?w=${width}`)]) {
        const copy = await get(reader, picture, query)
        expect([copy.status, copy.headers.get('cache-control')], query).toEqual([200, 'private, no-cache'])
        expect(copy.headers.get('vary')).toContain('Cookie')
        expect(await watermarkedShare(copy.bytes), query).toBeGreaterThan(0)
        const unmarked = (await get(author, picture, query)).headers.get('etag')
        expect(copy.headers.get('etag')).not.toBe(unmarked)
        // What was seen of it before does not do.
        expect((await get(reader, picture, query, { 'if-none-match': unmarked ?? '' })).status).toBe(200)
      }
      const part = await get(reader, picture, '', { range: 'bytes=0-99' })
      const whole = await get(reader, picture)
      expect([part.status, part.bytes.equals(whole.bytes.subarray(0, 100))]).toEqual([206, true])
      seen.push(whole)
    }
    const [first, second] = seen
    expect(first?.bytes.equals(second?.bytes ?? Buffer.of())).toBe(false)
    expect(first?.headers.get('etag')).not.toBe(second?.headers.get('etag'))
    expect((await get(fan, picture, '', { 'if-none-match': first?.headers.get('etag') ?? '' })).status).toBe(
      304,
    )
    expect((await get(author, picture)).bytes.equals(plain.bytes)).toBe(true)
  })

  it('is a member, too, and who reads what is open to all is not', async () => {
    const { id, picture } = await sell('#f0f0f0', { minTier: 'basic' })
    const member = await signIn(app)
    await fund(member)
    await buy(member, { kind: 'subscription', creatorId: author.id, tier: 'basic' })
    expect(await watermarkedShare((await get(member, picture)).bytes)).toBeGreaterThan(0)
    await author.api.patch(`/api/posts/${id}`, { minTier: null, priceLamports: null })
    expect(await watermarkedShare((await get(member, picture)).bytes)).toBe(0)
    expect(await watermarkedShare((await get(fan, picture)).bytes)).toBe(0)
    await author.api.patch(`/api/posts/${id}`, { priceLamports: PRICE })
    ;(await get(member, picture, '?w=480')).problem('locked')
  })

  it('reads it on a dark picture as on a light one', async () => {
    for (const colour of ['#000000', '#ffffff', '#c08040']) {
      const { id, picture } = await sell(colour)
      await buy(fan, { kind: 'post', postId: id })
      expect(await watermarkedShare((await get(fan, picture, '?w=960')).bytes), colour).toBeGreaterThan(0)
    }
  })
})

describe('a copy', () => {
  it('is made once, however many ask for whatever width at once, and kept', async () => {
    const { id, picture } = await sell('#606060')
    await buy(fan, { kind: 'post', postId: id })
    const making = vi.spyOn(app.app.pictures, 'makeWatermarked')
    const queries = ['', '?w=96', '?w=480', '?w=960', '']
    const copies = await Promise.all(queries.map((query) => get(fan, picture, query)))
    expect(copies.map(({ status }) => status)).toEqual(queries.map(() => 200))
    expect(making).toHaveBeenCalledTimes(1)
    expect(making).toHaveBeenCalledWith(
      fan.id,
      expect.anything(),
      expect.stringContaining(fan.wallet.slice(-4)),
    )
    const again = await get(fan, picture)
    expect(again.bytes.equals(copies[0]?.bytes ?? Buffer.of())).toBe(true)
    // Another name is no other reader.
    await fan.api.patch('/api/me', { displayName: 'Somebody else' })
    await get(fan, picture, '?w=480')
    expect(making).toHaveBeenCalledTimes(1)
    expect(await keysOf(`${picture}.${fan.id}`)).toHaveLength(4)
  })

  it('carries the handle of who has one', async () => {
    const { id, picture } = await sell('#404040')
    await buy(buyer, { kind: 'post', postId: id })
    const making = vi.spyOn(app.app.pictures, 'makeWatermarked')
    await get(buyer, picture)
    expect(making).toHaveBeenCalledWith(buyer.id, expect.anything(), '@buys_it')
  })

  it.each([
    ['wait', 'uploads_busy', () => new AppError('uploads_busy', { extra: { retryAfterSeconds: 3 } })],
    ['fail', 'unavailable', () => new AppError('unsupported_media')],
    ['break', 'unavailable', () => new Error('the worker is gone')],
  ] as const)('that has to %s is not stood in for by the picture itself', async (_what, code, fault) => {
    const { id, picture } = await sell('#a0a0a0')
    await buy(fan, { kind: 'post', postId: id })
    vi.spyOn(app.app.pictures, 'makeWatermarked').mockImplementation(() => Promise.reject(fault()))
    for (const query of ['', ...WIDTHS.map((width) => `?w=${width}`)]) {
      const refused = await get(fan, picture, query)
      refused.problem(code)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    vi.restoreAllMocks()
    expect(await watermarkedShare((await get(fan, picture)).bytes)).toBeGreaterThan(0)
  })

  it('whose making was cut off by a crash is made anew', async () => {
    const { id, picture } = await sell('#202060')
    await buy(fan, { kind: 'post', postId: id })
    const putting = vi.spyOn(app.app.store, 'put').mockRejectedValue(new AppError('unavailable'))
    ;(await get(fan, picture)).problem('unavailable')
    putting.mockRestore()
    expect((await get(fan, picture)).status).toBe(200)
    expect((await get(fan, picture, '?w=960')).status).toBe(200)
  })

  it('goes with the picture', async () => {
    const { id, picture } = await sell('#205020')
    for (const reader of [fan, buyer]) {
      await buy(reader, { kind: 'post', postId: id })
      await get(reader, picture)
    }
    expect((await keysOf(picture)).length).toBeGreaterThan(8)
    await author.api.patch(`/api/posts/${id}`, { mediaIds: [] })
    await app.app.db.transact((tx) =>
      tx.sql
        .update(media)
        .set({ createdAt: sql`now() - interval '2 days'`, unusedSince: sql`now() - interval '2 days'` })
        .where(eq(media.id, picture)),
    )
    while ((await app.app.db.transact((tx) => deleteUnusedMedia(tx, app.app.store))) > 0);
    expect(await keysOf(picture)).toEqual([])
    expect(
      await app.app.db.read
        .select()
        .from(watermarkedPictures)
        .where(eq(watermarkedPictures.mediaId, picture)),
    ).toEqual([])
  })

  it('that is finished after its picture has gone leaves nothing', async () => {
    const { id, picture } = await sell('#502020')
    await buy(fan, { kind: 'post', postId: id })
    const { store, db } = app.app
    const put = store.put.bind(store)
    vi.spyOn(store, 'put').mockImplementation(async (key, bytes) => {
      await put(key, bytes)
      if (key !== watermarkedKey(picture, fan.id, 'original')) return
      await db.transact(async (tx) => {
        await tx.sql.delete(watermarkedPictures).where(eq(watermarkedPictures.mediaId, picture))
        await tx.sql.delete(media).where(eq(media.id, picture))
      })
    })
    ;(await get(fan, picture)).problem('not_found')
    expect(await keysOf(`${picture}.${fan.id}`)).toEqual([])
  })

  it('goes with the account of whose it is, and no other', async () => {
    const { id, picture } = await sell('#203050')
    const leaving = await signIn(app)
    await fund(leaving)
    for (const reader of [leaving, fan]) {
      await buy(reader, { kind: 'post', postId: id })
      await get(reader, picture)
    }
    await app.app.db.transact((tx) =>
      tx.sql.update(users).set({ leftAt: sql`now()` }).where(eq(users.id, leaving.id)),
    )
    while ((await app.app.db.transact((tx) => deleteCopiesOfGone(tx, app.app.store))) > 0);
    expect(await keysOf(`${picture}.${leaving.id}`)).toEqual([])
    expect(await keysOf(`${picture}.${fan.id}`)).toHaveLength(4)
    expect((await get(author, picture)).status).toBe(200)
  })
})

describe('in a bucket', () => {
  let server: BucketServer
  let site: TestApp
  beforeAll(async () => {
    server = await startBucketServer()
    site = await startTestApp({ env: { ...LONG_TOKENS, ...server.env } })
  })
  afterAll(async () => {
    await site.close()
    await server.remove()
  })

  it('the address past us is that of the copy', async () => {
    const seller = await makeCreator(site)
    const reader = await signIn(site)
    await fund(reader)
    const { id } = await addPicture(seller, 1)
    const post = await makePost(seller, { priceLamports: PRICE, watermarked: true, mediaIds: [id] })
    await buy(reader, { kind: 'post', postId: post.id })
    expect((await get(reader, id)).status).toBe(200)
    // Larger than what is sent past us.
    await site.app.store.put(watermarkedKey(id, reader.id, 'original'), randomBytes(5_000_000))
    const answer = await fetch(`${site.url}/api/media/${id}`, {
      redirect: 'manual',
      headers: { authorization: `Bearer ${reader.token}` },
    })
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([307, 'private, no-store'])
    expect(new URL(answer.headers.get('location') ?? '').pathname).toBe(
      `/media/${watermarkedKey(id, reader.id, 'original')}`,
    )
  })
})
