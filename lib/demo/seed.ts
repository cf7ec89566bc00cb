import { sql } from 'drizzle-orm'
import type { App } from '@/lib/app'
import { newId } from '@/lib/db/ids'
import { comments, likes, media, posts } from '@/lib/db/tables/content'
import { creators, follows, tiers, users } from '@/lib/db/tables/people'
import { series, seriesPosts } from '@/lib/db/tables/series'
import { newKeypair } from '@/lib/ledger/keypair'
import { type DemoImage, storeImage } from './images'
import { subscribeFans } from './subscribers'
import { type DemoCreator, type DemoPost, FANS, REMARKS, WORLD } from './world'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Fills an empty database with a small world: creators, posts of every access kind, fans who like, write and
 * subscribe. Does nothing where there is a user already. Answers whether it did something.
 */
export async function seedDemo(app: App): Promise<boolean> {
  const [someone] = await app.db.read.select({ id: users.id }).from(users).limit(1)
  if (someone !== undefined) return false
  const now = app.now()
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS)

  // Pictures first and rows last: a start that is interrupted leaves no half world behind.
  const fans = FANS.map((displayName, index) => {
    const keypair = newKeypair()
    const at = ago(60 - index)
    return { keypair, row: { id: newId(at), wallet: keypair.address, displayName, createdAt: at } }
  })
  const rows = emptyRows()
  rows.users.push(...fans.map((fan) => fan.row))
  for (const [index, creator] of WORLD.entries()) {
    await addCreator(app, rows, { creator, at: ago(90 - index), fanIds: fans.map((fan) => fan.row.id), ago })
  }
  await write(app, rows)
  await subscribeFans(
    app,
    fans.map((fan) => ({ userId: fan.row.id, keypair: fan.keypair })),
    rows.creators.map((creator) => creator.id),
  )
  return true
}

type Rows = ReturnType<typeof emptyRows>

function emptyRows() {
  return {
    users: [] as (typeof users.$inferInsert)[],
    creators: [] as (typeof creators.$inferInsert)[],
    tiers: [] as (typeof tiers.$inferInsert)[],
    posts: [] as (typeof posts.$inferInsert)[],
    media: [] as DemoImage[],
    follows: [] as (typeof follows.$inferInsert)[],
    likes: [] as (typeof likes.$inferInsert)[],
    comments: [] as (typeof comments.$inferInsert)[],
    series: [] as (typeof series.$inferInsert)[],
    seriesPosts: [] as (typeof seriesPosts.$inferInsert)[],
  }
}

interface Scene {
  creator: DemoCreator
  at: Date
  fanIds: string[]
  ago: (days: number) => Date
}

async function addCreator(app: App, rows: Rows, scene: Scene): Promise<void> {
  const { creator, at, fanIds } = scene
  const id = newId(at)
  const avatar = await storeImage(app, id, { picture: `portrait-${creator.handle}` }, at)
  const cover = await storeImage(app, id, { picture: creator.cover, shape: 'banner' }, at)
  rows.media.push({ ...avatar, use: 'avatar' }, { ...cover, use: 'cover' })
  rows.users.push({
    id,
    wallet: newKeypair().address,
    displayName: creator.displayName,
    avatarId: avatar.id,
    createdAt: at,
  })
  // Different for each of them, and the same at every first start.
  const followers = fanIds.filter((_, index) => (index * 7 + creator.displayName.length) % 5 < 3)
  rows.creators.push({
    id,
    handle: creator.handle,
    bio: creator.bio,
    coverId: cover.id,
    postsCount: creator.posts.length,
    followersCount: followers.length,
    createdAt: at,
  })
  rows.tiers.push(...creator.tiers.map((tier) => ({ creatorId: id, enabled: true, ...tier })))
  rows.follows.push(...followers.map((userId) => ({ creatorId: id, userId })))
  for (const [index, post] of creator.posts.entries())
    await addPost(app, rows, scene, { creatorId: id, post, index })
  addSeries(rows, id, creator)
}

function addSeries(rows: Rows, creatorId: string, { series: one }: DemoCreator): void {
  if (one === undefined) return
  const { title, description } = one
  const id = newId()
  rows.series.push({ id, creatorId, title, description, place: 0 })
  for (const [place, named] of one.posts.entries()) {
    const post = rows.posts.find((it) => it.authorId === creatorId && it.title === named)
    if (post === undefined) throw new Error(`the demo has no post called ${named}`)
    rows.seriesPosts.push({ postId: post.id, seriesId: id, place })
  }
}

async function addPost(
  app: App,
  rows: Rows,
  { creator, fanIds, ago }: Scene,
  { creatorId, post, index }: { creatorId: string; post: DemoPost; index: number },
): Promise<void> {
  const at = ago(post.daysAgo)
  const id = newId(at)
  for (const [place, crop] of post.art.entries()) {
    rows.media.push({ ...(await storeImage(app, creatorId, crop, at)), use: 'post', postId: id, place })
  }
  const salt = creator.displayName.length * 3 + index
  const likers = fanIds.filter((_, fan) => (fan * 5 + salt * 7) % 11 < 6)
  rows.likes.push(...likers.map((userId) => ({ postId: id, userId, postAuthorId: creatorId })))

  const open = post.minTier === undefined && post.priceLamports === undefined
  const remarks = open ? [salt % REMARKS.length, (salt + 4) % REMARKS.length] : []
  const said: Rows['comments'] = []
  for (const [nth, number] of remarks.entries()) {
    const remark = REMARKS[number]
    const author = fanIds[(salt + nth * 5) % fanIds.length]
    if (remark === undefined || author === undefined) continue
    const saidAt = new Date(at.getTime() + (nth + 1) * 2_700_000)
    const commentId = newId(saidAt)
    const on = { postId: id, postAuthorId: creatorId }
    said.push({ id: commentId, ...on, authorId: author, body: remark.text, createdAt: saidAt })
    if (remark.answer === undefined) continue
    const answeredAt = new Date(saidAt.getTime() + 1_500_000)
    said.push({
      id: newId(answeredAt),
      ...on,
      authorId: creatorId,
      parentId: commentId,
      body: remark.answer,
      createdAt: answeredAt,
    })
  }
  rows.comments.push(...said)
  rows.posts.push({
    id,
    authorId: creatorId,
    title: post.title,
    teaser: post.teaser,
    body: post.body,
    tags: post.tags,
    minTier: post.minTier ?? null,
    priceLamports: post.priceLamports ?? null,
    likesCount: likers.length,
    commentsCount: said.length,
    createdAt: at,
    updatedAt: at,
  })
}

async function write({ db }: App, rows: Rows): Promise<void> {
  await db.transact(async (tx) => {
    await tx.sql.insert(users).values(rows.users)
    await tx.sql.insert(creators).values(rows.creators)
    await tx.sql.insert(tiers).values(rows.tiers)
    await tx.sql.insert(posts).values(rows.posts)
    await tx.sql.insert(media).values(rows.media)
    await tx.sql.insert(follows).values(rows.follows)
    await tx.sql.insert(likes).values(rows.likes)
    await tx.sql.insert(comments).values(rows.comments)
    await tx.sql.insert(series).values(rows.series)
    await tx.sql.insert(seriesPosts).values(rows.seriesPosts)
    await tx.sql.execute(sql`analyze`)
  })
}
