import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkLedger } from '@/lib/audit/check-ledger'
import { newId } from '@/lib/db/ids'
import { comments, posts } from '@/lib/db/tables/content'
import { series, seriesPosts } from '@/lib/db/tables/series'
import { clearAccount } from '@/lib/domain/leaving/clear-account'
import { clearComments } from '@/lib/domain/leaving/clear-traces'
import { remindOfEnds } from '@/lib/domain/money/subscriptions/reminders'
import { Post } from '@/lib/schema/posts'
import { Me, NonceReply } from '@/lib/schema/session'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { ApiClient, type Reply } from '@/tests/support/app/api-client'
import { DAY } from '@/tests/support/app/clock'
import { addPicture } from '@/tests/support/app/images'
import { makeCreator, makePost, type Person, signIn, signText } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund, open, pay, sign, submit } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

const TIERS = { basic: 10_000_000n, vip: 40_000_000n }
const PRICE = 20_000_000n

let app: TestApp
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp({ env: LONG_TOKENS })
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

async function askToLeave({ wallet }: Person, purpose?: string): Promise<string> {
  return (await anonymous.post('/api/auth/nonce', { wallet, purpose })).as(NonceReply).message
}

async function leave(person: Person, message?: string): Promise<Reply> {
  const said = message ?? (await askToLeave(person, 'delete-account'))
  return person.api.call('DELETE', '/api/me', { message: said, signature: signText(person.keypair, said) })
}

async function fan(): Promise<Person> {
  const person = await signIn(app)
  await fund(person)
  return person
}

it('takes name, page, texts and pictures away, and gives the handle to nobody else', async () => {
  const creator = await makeCreator(app, { handle: 'leaving_now', tiers: TIERS })
  const other = await makeCreator(app)
  const avatar = await addPicture(creator, 1)
  const words = { displayName: 'Wanda Leaving', bio: 'A bio of mine', avatarId: avatar.id }
  await creator.api.patch('/api/me/creator', words)
  const picture = await addPicture(creator, 2)
  const post = await makePost(creator, { title: 'Mine to take', body: 'My words', mediaIds: [picture.id] })
  const draft = await creator.api.post('/api/posts', { title: 'Not yet', body: 'Draft', status: 'draft' })
  const bare = await creator.api.post('/api/posts', { title: 'A thought', tags: ['idea'], status: 'draft' })
  const deleted = await makePost(creator, { title: 'Gone before', body: 'Old words' })
  const thrownAway = await creator.api.post('/api/posts', { title: 'No more', teaser: 'x', status: 'draft' })
  for (const id of [deleted.id, thrownAway.json.id]) await creator.api.delete(`/api/posts/${id}`)
  const theirs = await makePost(other)
  const said = await creator.api.post(`/api/posts/${theirs.id}/comments`, { body: 'What I said' })
  await other.api.post(`/api/posts/${theirs.id}/comments`, { body: 'An answer', parentId: said.json.id })
  await creator.api.put(`/api/creators/${other.handle}/follow`)
  await other.api.put('/api/creators/leaving_now/follow')
  const feedKey = (await creator.api.get('/api/me/feed-key')).json.key
  expect((await other.api.get('/api/notifications')).text).toContain('Wanda Leaving')
  const socket = await connect(app, other, `creator:${creator.id}`)

  expect((await leave(creator)).status).toBe(204)

  expect((await socket.next('creator_deleted')).data).toEqual({ creatorId: creator.id })
  socket.close()
  for (const path of ['/api/creators/leaving_now', `/api/posts/${post.id}`, `/api/media/${picture.id}`])
    (await anonymous.get(path)).problem('not_found')
  for (const path of ['/creators/leaving_now', '/join/leaving_now', `/posts/${post.id}`])
    expect((await fetch(app.url + path, { redirect: 'manual' })).status, path).toBe(404)
  ;(await anonymous.get(`/feeds/leaving_now.xml`)).problem('not_found')
  ;(await anonymous.get(`/feeds/${other.handle}.xml?key=${feedKey}`)).problem('invalid_token')
  // Whoever looks anywhere finds nothing of them.
  for (const path of [
    ...['/api/creators?limit=100', '/api/feed?limit=100', '/api/search?kind=creators&q=leaving'],
    ...['/api/search?kind=posts&q=mine', '/api/notifications', `/api/posts/${theirs.id}/comments`],
    ...[`/api/creators/${other.handle}`, '/sitemaps/1.xml', '/api/me/activity'],
  ]) {
    const { text } = await other.api.get(path)
    for (const mark of ['Wanda Leaving', 'leaving_now', 'What I said', 'Mine to take', avatar.id])
      expect(text, path).not.toContain(mark)
  }
  const { items } = (await other.api.get(`/api/posts/${theirs.id}/comments`)).json
  expect(items.map(({ body }: { body: string }) => body)).toEqual(['An answer'])
  expect((await other.api.get(`/api/posts/${theirs.id}`)).json.commentsCount).toBe(1)
  expect((await other.api.get(`/api/creators/${other.handle}`)).json.followersCount).toBe(0)
  // Nor does the database keep any of it.
  const { db } = app.app
  for (const id of [post.id, draft.json.id, bare.json.id, deleted.id, thrownAway.json.id]) {
    const [row] = await db.read.select().from(posts).where(eq(posts.id, id))
    expect(row).toMatchObject({ title: '', teaser: '', body: '', tags: [] })
    expect(row?.deletedAt).not.toBeNull()
  }
  const [comment] = await db.read.select().from(comments).where(eq(comments.id, said.json.id))
  expect(comment?.body).toBe('')

  for (const handle of ['leaving_now', 'LEAVING_NOW']) {
    const taken = await (await signIn(app)).api.post('/api/me/creator', { handle, displayName: 'x' })
    taken.problem('handle_taken')
    ;(await other.api.patch('/api/me/creator', { handle })).problem('handle_taken')
  }
})

it('takes their likes out of the counts, of however many posts, and tells who looks at them', async () => {
  const [author, other] = [await makeCreator(app), await signIn(app)]
  const person = await makeCreator(app)
  const posts: string[] = []
  for (let n = 0; n < 52; n += 1) posts.push((await makePost(author)).id)
  const [first = ''] = posts
  const own = await makePost(person)
  for (const id of [...posts, own.id]) await person.api.put(`/api/posts/${id}/like`)
  await other.api.put(`/api/posts/${first}/like`)
  const socket = await connect(app, other, `post:${first}`)

  expect((await leave(person)).status).toBe(204)

  expect((await socket.next('post_unliked')).data).toEqual({
    postId: first,
    userId: person.id,
    likesCount: 1,
  })
  socket.close()
  const counts = await Promise.all(
    posts.map(async (id) => (await anonymous.get(`/api/posts/${id}`)).json.likesCount),
  )
  expect(counts).toEqual([1, ...posts.slice(1).map(() => 0)])
  const { items } = (await author.api.get('/api/me/activity')).json
  expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['like'])
  // Who comes back may like again, and what was taken back is not taken back twice.
  const again = await signIn(app, person.keypair)
  expect((await again.api.get(`/api/posts/${first}`)).json.liked).toBe(false)
  expect((await again.api.put(`/api/posts/${first}/like`)).json).toEqual({ liked: true, likesCount: 2 })
})

it('ends all sessions and sockets at once, and no token of before is good again', async () => {
  const person = await signIn(app)
  const elsewhere = await signIn(app, person.keypair)
  const sockets = [await connect(app, person), await connect(app, elsewhere)]
  expect((await leave(person)).headers.get('set-cookie')).toMatch(/fonana_session=;/)
  for (const socket of sockets) expect(await socket.closed).toEqual({ code: 1008, reason: 'Session ended' })
  for (const { api } of [person, elsewhere]) {
    ;(await api.get('/api/me')).problem('invalid_token')
    ;(await api.post('/api/auth/refresh')).problem('invalid_token')
  }
  // The same wallet begins anew.
  const again = await signIn(app, person.keypair)
  expect((await again.api.get('/api/me')).as(Me)).toMatchObject({ displayName: null, handle: null })
  await (await connect(app, again)).subscribe('notifications')
  for (const { api } of [person, elsewhere]) (await api.get('/api/me')).problem('invalid_token')
})

it('wants the signature of the wallet over a message that was just offered for it', async () => {
  const [person, stranger] = [await signIn(app), await signIn(app)]
  await person.api.patch('/api/me', { displayName: 'Still here' })
  const message = await askToLeave(person, 'delete-account')
  expect(message).toContain('Delete my Fonana account')
  const ask = (body: unknown) => person.api.call('DELETE', '/api/me', body)
  const forged = { message, signature: signText(stranger.keypair, message) }
  ;(await ask(forged)).problem('invalid_signature')
  // It was spent by that.
  ;(await leave(person, message)).problem('invalid_signature')
  ;(await leave(person, await askToLeave(stranger, 'delete-account'))).problem('invalid_signature')
  ;(await leave(person, 'Delete me')).problem('invalid_signature')
  ;(await ask({})).problem('validation_failed')
  ;(await anonymous.call('DELETE', '/api/me', forged)).problem('unauthorized')
  // What is signed to leave signs nobody in.
  const said = await askToLeave(person, 'delete-account')
  const signature = signText(person.keypair, said)
  const signedIn = await anonymous.post('/api/auth/sign-in', {
    wallet: person.wallet,
    message: said,
    signature,
  })
  signedIn.problem('invalid_signature')
  expect((await person.api.get('/api/me')).as(Me).displayName).toBe('Still here')
  expect((await leave(person, await askToLeave(person))).status).toBe(204)
})

it('leaves with others what they have bought, for good or as long as it was paid for, and the book as it is', async () => {
  const creator = await makeCreator(app, { tiers: TIERS })
  const [buyer, member, paying, late] = [await fan(), await fan(), await fan(), await fan()]
  const picture = await addPicture(creator, 3)
  const forSale = { body: 'Bought words', priceLamports: PRICE, mediaIds: [picture.id] }
  const bought = await makePost(creator, { title: 'Sold once', ...forSale })
  const forMembers = await makePost(creator, { title: 'Of members', body: 'Member words', minTier: 'basic' })
  const forVip = await makePost(creator, { title: 'Of nobody', minTier: 'vip' })
  const promised = await makePost(creator, {
    title: 'Promised',
    body: 'Promised words',
    priceLamports: PRICE,
  })
  await buy(buyer, { kind: 'post', postId: bought.id })
  await buy(member, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })
  const pending = await open(paying, { kind: 'post', postId: promised.id })
  const joining = await open(late, { kind: 'subscription', creatorId: creator.id, tier: 'basic' })
  await buy(buyer, { kind: 'tip', creatorId: creator.id, amountLamports: PRICE })

  expect((await leave(creator)).status).toBe(204)

  const readable = async ({ api }: Person, id: string) => (await api.get(`/api/posts/${id}`)).json
  expect(await readable(buyer, bought.id)).toMatchObject({
    title: 'Sold once',
    unlockedBy: 'purchase',
    listed: false,
    content: { body: 'Bought words' },
    author: { id: creator.id, handle: null },
  })
  expect((await buyer.api.get(`/api/media/${picture.id}`)).status).toBe(200)
  ;(await member.api.get(`/api/posts/${bought.id}`)).problem('not_found')
  ;(await anonymous.get(`/api/media/${picture.id}`)).problem('not_found')
  const purchases = (await buyer.api.get('/api/purchases')).json.items
  expect(purchases).toHaveLength(2)
  expect(
    JSON.stringify(purchases, (_, value) => (typeof value === 'bigint' ? Number(value) : value)),
  ).toContain('Sold once')

  // As long as they have paid for it, and to nobody else.
  expect(await readable(member, forMembers.id)).toMatchObject({
    unlockedBy: 'tier',
    content: { body: 'Member words' },
  })
  const shown = (await member.api.get('/api/feed?filter=subscribed')).json.items
  expect(shown.map(({ id }: { id: string }) => id)).toEqual([forMembers.id])
  for (const person of [buyer, late])
    (await person.api.get(`/api/posts/${forMembers.id}`)).problem('not_found')
  ;(await member.api.get(`/api/posts/${forVip.id}`)).problem('not_found')
  expect((await member.api.get('/api/subscriptions')).json.items).toMatchObject([
    { creatorId: creator.id, status: 'active', creator: { handle: null } },
  ])

  // A price that was promised holds; nothing else is sold.
  expect((await pay(paying, pending)).status).toBe('confirmed')
  expect((await readable(paying, promised.id)).content.body).toBe('Promised words')
  ;(await submit(late, joining, sign(late, joining))).problem('not_for_sale')
  const openNow = (item: unknown) => late.api.post('/api/purchases', { item })
  ;(await openNow({ kind: 'tip', creatorId: creator.id, amountLamports: PRICE })).problem('not_found')
  ;(await openNow({ kind: 'subscription', creatorId: creator.id, tier: 'vip' })).problem('already_pending')
  await late.api.delete(`/api/purchases/${joining.id}`)
  ;(await openNow({ kind: 'subscription', creatorId: creator.id, tier: 'vip' })).problem('not_for_sale')

  expect((await checkLedger(app.app)).faults).toEqual([])

  // Nobody is asked to renew what cannot be had any more.
  app.clock.advance(28 * DAY)
  await remindOfEnds(app.app)
  const [told] = (await member.api.get('/api/notifications')).json.items
  expect(told).toMatchObject({
    kind: 'subscription',
    body: '',
    href: '/library',
    params: { creatorHandle: '' },
  })

  // Again while it runs changes nothing; when it has ended it goes, and what was bought stays.
  const stay = () => clearAccount(app.app, creator.id, async () => false)
  const again = await stay()
  expect((await readable(member, forMembers.id)).unlocked).toBe(true)
  const { currentPeriodEnd } = (await member.api.get('/api/subscriptions')).json.items[0]
  expect(again).toBeInstanceOf(Date)
  app.clock.advance(3 * DAY)
  expect(app.clock.now() > new Date(currentPeriodEnd)).toBe(true)
  expect(await stay()).toBeNull()
  ;(await member.api.get(`/api/posts/${forMembers.id}`)).problem('not_found')
  const [row] = await app.app.db.read.select().from(posts).where(eq(posts.id, forMembers.id))
  expect(row?.body).toBe('')
  for (const [person, id] of [
    [buyer, bought.id],
    [paying, promised.id],
  ] as const)
    expect((await readable(person, id)).unlockedBy).toBe('purchase')
  expect((await checkLedger(app.app)).faults).toEqual([])
})

it('lets the same wallet come back to what it has bought and to its handle, with nothing else', async () => {
  const author = await makeCreator(app, { tiers: TIERS })
  const person = await makeCreator(app, { handle: 'comes_back' })
  await fund(person)
  const post = await makePost(author, { body: 'For good', priceLamports: PRICE })
  await buy(person, { kind: 'post', postId: post.id })
  await makePost(person, { title: 'Of before' })
  const unsent = await open(person, { kind: 'tip', creatorId: author.id, amountLamports: PRICE })
  await leave(person)

  const again = await signIn(app, person.keypair)
  expect((await again.api.get(`/api/posts/${post.id}`)).json.content.body).toBe('For good')
  expect((await again.api.get(`/api/purchases/${unsent.id}`)).json.purchase.status).toBe('failed')
  ;(await again.api.post('/api/posts', { title: 'x', body: 'x' })).problem('forbidden')
  ;(await again.api.put('/api/me/tiers', [])).problem('not_found')
  // What is still to be cleared of before is nothing that they do now.
  await again.api.patch('/api/me', { displayName: 'Back' })
  expect(await clearAccount(app.app, person.id, async () => false)).toBeNull()
  expect((await again.api.get('/api/me')).json.displayName).toBe('Back')
  const input = { handle: 'comes_back', displayName: 'Back' }
  expect((await again.api.post('/api/me/creator', input)).status).toBe(201)
  ;(await again.api.post('/api/me/creator', { ...input, handle: 'twice' })).problem('already_creator')
  expect((await anonymous.get('/api/creators/comes_back/posts')).json.items).toEqual([])
  await makePost(again, { title: 'Of now' })
  expect((await anonymous.get('/api/creators/comes_back')).json.postsCount).toBe(1)
})

it('takes all with it that was deleted before, however much it is, and leaves names in what others had opened', async () => {
  const [creator, paying] = [await makeCreator(app), await fan()]
  const promised = await makePost(creator, { title: 'Nearly bought', priceLamports: PRICE })
  const purchase = await open(paying, { kind: 'post', postId: promised.id })
  await paying.api.delete(`/api/purchases/${purchase.id}`)
  await creator.api.delete(`/api/posts/${promised.id}`)
  const { db } = app.app
  const old = Array.from({ length: 120 }, (_, n) => ({
    id: newId(),
    authorId: creator.id,
    title: `Of long ago ${n}`,
    teaser: '',
    body: n % 2 === 0 ? 'Old words' : '',
    deletedAt: new Date(),
  }))
  await db.transact((tx) => tx.sql.insert(posts).values(old))
  expect((await leave(creator)).status).toBe(204)
  const rows = await db.read.select().from(posts).where(eq(posts.authorId, creator.id))
  const left = rows.filter(({ title, body }) => title !== '' || body !== '')
  expect(left.map(({ id, title, body }) => ({ id, title, body }))).toEqual([
    { id: promised.id, title: 'Nearly bought', body: '' },
  ])
})

it('is cleared in parts, which go on where others stopped', async () => {
  const creator = await makeCreator(app)
  for (let n = 0; n < 30; n += 1) await makePost(creator, { title: `Of many ${n}` })
  expect((await leave(creator)).status).toBe(204)
  const rows = await app.app.db.read.select().from(posts).where(eq(posts.authorId, creator.id))
  expect(rows).toHaveLength(30)
  expect(rows.filter(({ deletedAt, body }) => deletedAt === null || body !== '')).toEqual([])
  let parts = 0
  const stopped = clearAccount(app.app, creator.id, async () => {
    parts += 1
    return parts > 1
  })
  expect(await stopped).toBe('paused')
  expect(await clearAccount(app.app, creator.id, async () => false)).toBeNull()
})

it('counts nothing twice where the request and its job clear the same', async () => {
  const author = await makeCreator(app)
  const { id: postId } = await makePost(author)
  const [leaver, other] = [await signIn(app), await signIn(app)]
  const say = (person: Person) => person.api.post(`/api/posts/${postId}/comments`, { body: 'Well said' })
  for (let n = 0; n < 8; n += 1) expect((await say(leaver)).status).toBe(201)
  expect((await say(other)).status).toBe(201)
  const { db, now } = app.app
  await Promise.all(Array.from({ length: 3 }, () => db.transact((tx) => clearComments(tx, leaver.id, now()))))
  expect((await anonymous.get(`/api/posts/${postId}`)).as(Post).commentsCount).toBe(1)
})

it('takes the series away, also where what was in them stays for who has bought it', async () => {
  const creator = await makeCreator(app)
  const buyer = await fan()
  const post = await makePost(creator, { priceLamports: PRICE })
  const { id: seriesId } = (await creator.api.post('/api/me/series', { title: 'Twelve walks' })).json
  await creator.api.put(`/api/posts/${post.id}/series`, { seriesId })
  await buy(buyer, { kind: 'post', postId: post.id })
  expect((await leave(creator)).status).toBe(204)
  for (const table of [series, seriesPosts]) expect(await app.app.db.read.select().from(table)).toEqual([])
  expect((await buyer.api.get(`/api/posts/${post.id}`)).as(Post).unlocked).toBe(true)
  expect((await buyer.api.get(`/api/posts/${post.id}/series`)).json).toEqual({ series: null })
  ;(await buyer.api.get(`/api/series/${seriesId}`)).problem('not_found')
})
