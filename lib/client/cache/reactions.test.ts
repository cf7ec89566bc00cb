import { type InfiniteData, type QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channels } from '@/lib/schema/channel-names'
import type { Comment } from '@/lib/schema/comments'
import type { Page } from '@/lib/schema/common'
import type { CreatorCard, CreatorProfile } from '@/lib/schema/creators'
import type { EventData, PublicEventType } from '@/lib/schema/events'
import { encodeJson } from '@/lib/schema/json'
import type { Notification, NotificationPage } from '@/lib/schema/notifications'
import type { Post } from '@/lib/schema/posts'
import type { Me } from '@/lib/schema/session'
import { firstPage } from './first-page'
import { reactToGap } from './gaps'
import { mapPost } from './post-cache'
import { makeQueryClient } from './query-client'
import { keys } from './query-keys'
import { type PublicEvent, type ReactionContext, react } from './reactions'
import { Refresher } from './refresh'

const ME = 'me'
const POST = 'p1'
const CREATOR = 'c1'
const AT = '2026-01-02T03:04:05.000Z'

const author = { id: CREATOR, handle: 'ann', displayName: 'Ann', avatarId: null }
const post: Post = {
  id: POST,
  author,
  title: 'Title',
  teaser: '',
  minTier: null,
  priceLamports: 5_000_000n,
  listed: true,
  media: [],
  likesCount: 3,
  commentsCount: 1,
  createdAt: AT,
  updatedAt: AT,
  unlocked: false,
  unlockedBy: null,
  unlockedUntil: null,
  liked: false,
  position: 'e.10',
}
const other: Post = { ...post, id: 'p2', position: 'e.7' }
const me: Me = {
  id: ME,
  wallet: 'w',
  displayName: null,
  locale: 'en',
  avatarId: null,
  handle: null,
  welcomed: true,
  unreadCount: 1,
  createdAt: AT,
  updatedAt: AT,
  positions: { user: 'u.1', notifications: 'n.5' },
}
const profile: CreatorProfile = {
  id: CREATOR,
  handle: 'ann',
  displayName: 'Ann',
  bio: '',
  avatarId: null,
  coverId: null,
  postsCount: 2,
  followersCount: 0,
  subscribersCount: 0,
  createdAt: AT,
  updatedAt: AT,
  tiers: [],
  following: false,
  subscription: null,
  position: 'k.3',
}
const comment = (id: string, parentId: string | null = null): Comment => ({
  id,
  author,
  body: id,
  parentId,
  createdAt: AT,
})
const notification = (id: string, readAt: string | null = null): Notification => ({
  id,
  kind: 'like',
  params: { actorId: ME, actorName: id, postId: POST, postTitle: 'Title' },
  createdAt: AT,
  readAt,
  gone: false,
})

let client: QueryClient
let context: ReactionContext
const fetched = vi.fn<(path: string) => unknown>()

beforeEach(() => {
  client = makeQueryClient(me)
  context = { refresher: new Refresher(client), userId: ME }
  fetched.mockReset()
  vi.stubGlobal('fetch', async (path: string) => new Response(encodeJson(await fetched(path))))
  client.setQueryData(keys.post(POST), post)
  client.setQueryData(keys.feed('all'), firstPage({ items: [other, post], nextCursor: null }))
  client.setQueryData(keys.creatorPosts('ann'), firstPage({ items: [post], nextCursor: 'more' }))
  client.setQueryData(keys.creator('ann'), profile)
  client.setQueryData(
    keys.comments(POST),
    firstPage({ items: [comment('a'), comment('b', 'a'), comment('0')], nextCursor: null }),
  )
  const list = {
    items: [notification('n1'), notification('n0', AT)],
    nextCursor: null,
    unreadCount: 1,
    position: 'n.5',
  }
  client.setQueryData(keys.notifications, firstPage(list))
})
afterEach(() => {
  context.refresher.flush()
  client.clear()
  vi.unstubAllGlobals()
})

function event<T extends PublicEventType>(
  type: T,
  channel: string,
  position: string,
  data: EventData<T>,
): PublicEvent {
  return { type, channel, position, at: AT, data } as unknown as PublicEvent
}

function copies(id = POST): Post[] {
  const pages = (key: readonly unknown[]) =>
    client.getQueryData<InfiniteData<Page<Post>>>(key)?.pages.flatMap((page) => page.items) ?? []
  const single = client.getQueryData<Post | null>(keys.post(id))
  const all = [...(single ? [single] : []), ...pages(keys.feed('all')), ...pages(keys.creatorPosts('ann'))]
  return all.filter((copy) => copy.id === id)
}

const commentIds = () =>
  client
    .getQueryData<InfiniteData<Page<Comment>>>(keys.comments(POST))
    ?.pages.flatMap((page) => page.items.map(({ id }) => id))
const notifications = () => client.getQueryData<InfiniteData<NotificationPage>>(keys.notifications)?.pages[0]
const isOutdated = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated
const settled = () => vi.waitFor(() => expect(client.isFetching()).toBe(0), 5_000)

describe('likes', () => {
  const like = (position: string, likesCount: number, userId = 'somebody') =>
    event('post_liked', channels.post(POST), position, { postId: POST, userId, likesCount })

  it('puts the new count into every copy of the post and into no other post', () => {
    react(context, like('e.11', 4))
    expect(copies()).toHaveLength(3)
    for (const copy of copies()) expect(copy).toEqual({ ...post, likesCount: 4, position: 'e.11' })
    expect(copies('p2')).toEqual([other])
  })

  it('leaves a copy alone that is at that place already or further', () => {
    react(context, like('e.10', 99))
    react(context, like('e.9', 99))
    for (const copy of copies()) expect(copy).toEqual(post)
  })

  it('does twice what it does once', () => {
    react(context, like('e.11', 4))
    react(context, like('e.12', 5))
    react(context, like('e.11', 4))
    for (const copy of copies()) expect(copy.likesCount).toBe(5)
  })

  it('follows a like of the same user in another tab', () => {
    react(context, like('e.11', 4, ME))
    for (const copy of copies()) expect(copy.liked).toBe(true)
    react(
      context,
      event('post_unliked', channels.post(POST), 'e.12', { postId: POST, userId: ME, likesCount: 3 }),
    )
    for (const copy of copies()) expect(copy).toMatchObject({ liked: false, likesCount: 3 })
  })

  it('on the own channel of a creator says nothing about posts, whose positions are others', () => {
    client.setQueryData(keys.activity, {})
    react(
      context,
      event('post_liked', channels.user(ME), 'u.99', { postId: POST, userId: 'x', likesCount: 9 }),
    )
    context.refresher.flush()
    for (const copy of copies()) expect(copy).toEqual(post)
    expect(isOutdated(keys.activity)).toBe(true)
  })

  it('does not make data look fresh that was due to be read again', () => {
    context.refresher.outdate(keys.feeds)
    react(context, like('e.11', 4))
    expect(isOutdated(keys.feed('all'))).toBe(true)
  })
})

describe('comments', () => {
  const added = (position: string, one?: Comment, commentsCount = 2) =>
    event('comment_added', channels.post(POST), position, {
      postId: POST,
      commentId: one?.id ?? 'x',
      commentsCount,
      ...(one && { comment: one }),
    })

  it('puts a new thread on top, once', () => {
    react(context, added('e.11', comment('c')))
    react(context, added('e.11', comment('c')))
    expect(commentIds()).toEqual(['c', 'a', 'b', '0'])
    expect(copies()[0]).toMatchObject({ commentsCount: 2, position: 'e.11' })
  })

  it('puts an answer at the end of its thread', () => {
    react(context, added('e.11', comment('c', 'a')))
    expect(commentIds()).toEqual(['a', 'b', 'c', '0'])
  })

  it('puts what was missed where it belongs, and leaves out what belongs behind the pages read so far', () => {
    react(context, added('e.11', comment('5')))
    expect(commentIds()).toEqual(['a', 'b', '5', '0'])
    client.setQueryData(
      keys.comments(POST),
      firstPage({ items: [comment('a'), comment('b', 'a')], nextCursor: 'more' }),
    )
    react(context, added('e.12', comment('c', 'a')))
    react(context, added('e.13', comment('5')))
    expect(commentIds()).toEqual(['a', 'b'])
  })

  it('reads the comments again when one is missing that may be seen, and only then', () => {
    react(context, added('e.11'))
    context.refresher.flush()
    expect(isOutdated(keys.comments(POST))).toBe(false)
    client.setQueryData(keys.post(POST), { ...post, unlocked: true })
    react(context, added('e.12'))
    context.refresher.flush()
    expect(isOutdated(keys.comments(POST))).toBe(true)
  })

  it('takes a deleted one out', () => {
    react(
      context,
      event('comment_deleted', channels.post(POST), 'e.11', {
        postId: POST,
        commentId: 'b',
        commentsCount: 0,
      }),
    )
    expect(commentIds()).toEqual(['a', '0'])
    expect(copies()[0]?.commentsCount).toBe(0)
  })
})

describe('posts', () => {
  const { unlocked: _u, unlockedBy: _b, unlockedUntil: _e, liked: _l, position: _p, ...card } = post
  const updated = (change: Partial<Post>, channel = channels.post(POST), position = 'e.11') =>
    event('post_updated', channel, position, {
      post: { ...card, updatedAt: '2026-02-01T00:00:00.000Z', ...change },
    })

  it('takes over the changed card', () => {
    react(context, updated({ title: 'New', likesCount: 8 }))
    for (const copy of copies()) {
      expect(copy).toEqual({
        ...post,
        title: 'New',
        likesCount: 8,
        updatedAt: '2026-02-01T00:00:00.000Z',
        position: 'e.11',
      })
    }
    expect(fetched).not.toHaveBeenCalled()
  })

  it('leaves the counts to the channel of the post', () => {
    react(context, updated({ title: 'New', likesCount: 0 }, channels.creator(CREATOR), 'k.9'))
    for (const copy of copies()) expect(copy).toMatchObject({ title: 'New', likesCount: 3, position: 'e.10' })
  })

  it('does not go back to an older card', () => {
    react(context, updated({ title: 'Old', updatedAt: '2025-01-01T00:00:00.000Z' }))
    expect(copies()[0]?.title).toBe('Title')
  })

  it('asks again who may see it when its terms change', async () => {
    fetched.mockReturnValue({
      ...post,
      priceLamports: null,
      unlocked: true,
      unlockedBy: 'open',
      position: 'e.11',
    })
    react(context, updated({ priceLamports: null }))
    await vi.waitFor(() => expect(copies().every((copy) => copy.unlocked)).toBe(true), 5_000)
  })

  it('takes a deleted one out everywhere', () => {
    react(context, event('post_deleted', channels.post(POST), 'e.11', { postId: POST }))
    expect(copies()).toEqual([])
    expect(client.getQueryData(keys.post(POST))).toBeNull()
    expect(copies('p2')).toHaveLength(1)
  })

  it('takes one that is kept for who has bought it out of lists, and asks whether it is kept for this reader', async () => {
    fetched.mockReturnValue({ ...post, listed: false })
    react(context, event('post_deleted', channels.post(POST), 'e.11', { postId: POST, kept: true }))
    expect(copies()).toEqual([post])
    context.refresher.flush()
    await vi.waitFor(() => expect(client.getQueryData<Post>(keys.post(POST))?.listed).toBe(false))
  })

  it('asks nothing where its page is not open', () => {
    client.removeQueries({ queryKey: keys.post(POST) })
    react(context, event('post_deleted', channels.creator(CREATOR), 'k.9', { postId: POST, kept: true }))
    context.refresher.flush()
    expect(fetched).not.toHaveBeenCalled()
    expect(copies()).toEqual([])
  })

  it('opens a bought one everywhere by reading it once', async () => {
    const bought = { ...post, unlocked: true, unlockedBy: 'purchase', content: { body: 'secret', media: [] } }
    fetched.mockReturnValue(bought)
    react(
      context,
      event('post-purchased', channels.user(ME), 'u.2', { postId: POST, purchaseId: 'x', priceLamports: 1n }),
    )
    await vi.waitFor(() => expect(copies().every((copy) => copy.unlocked)).toBe(true), 5_000)
    expect(fetched.mock.calls).toEqual([[`/api/posts/${POST}`]])
    expect(copies()).toEqual([bought, bought, bought])
    context.refresher.flush()
    expect(isOutdated(keys.comments(POST))).toBe(true)
  })

  it('does not let a reading win that began before the purchase', async () => {
    const bought = { ...post, unlocked: true }
    let answerOld = (_: unknown) => {}
    fetched.mockImplementationOnce(() => new Promise((resolve) => (answerOld = resolve)))
    client.removeQueries({ queryKey: keys.feed('all') })
    const observer = new QueryObserver(client, {
      queryKey: keys.feed('all'),
      queryFn: async () => ({ pages: [await (await fetch('/api/feed')).json()], pageParams: [] }),
    })
    const stop = observer.subscribe(() => {})
    fetched.mockImplementation((path) =>
      path === '/api/feed' ? { items: [{ ...bought, priceLamports: 1 }], nextCursor: null } : bought,
    )
    react(
      context,
      event('post-purchased', channels.user(ME), 'u.2', { postId: POST, purchaseId: 'x', priceLamports: 1n }),
    )
    context.refresher.flush()
    answerOld({ items: [post], nextCursor: null })
    await settled()
    expect(copies().map((copy) => copy.unlocked)).toEqual([true, true, true])
    stop()
  })

  it('lets a new post be read, for its card does not say who may see it', () => {
    react(context, event('post_created', channels.creator(CREATOR), 'k.4', { post: { ...card, id: 'p9' } }))
    context.refresher.flush()
    for (const key of [keys.creatorPosts('ann'), keys.feed('all')]) expect(isOutdated(key)).toBe(true)
    expect(isOutdated(keys.post(POST))).toBe(false)
  })
})

describe('creators and subscriptions', () => {
  it('takes over what changed of a creator, wherever their name stands', () => {
    const { tiers: _t, following: _f, subscription: _s, position: _p, ...card } = profile
    const lists = [keys.creatorList, keys.suggestions]
    for (const key of lists) client.setQueryData(key, firstPage({ items: [card], nextCursor: null }))
    react(
      context,
      event('creator_updated', channels.creator(CREATOR), 'k.4', {
        creator: { ...card, displayName: 'Anna' },
      }),
    )
    expect(client.getQueryData(keys.creator('ann'))).toEqual({
      ...profile,
      displayName: 'Anna',
      position: 'k.4',
    })
    for (const copy of copies()) expect(copy.author.displayName).toBe('Anna')
    for (const key of lists)
      expect(client.getQueryData<InfiniteData<Page<CreatorCard>>>(key)?.pages[0]?.items).toEqual([
        { ...card, displayName: 'Anna' },
      ])
    react(context, event('creator_updated', channels.creator(CREATOR), 'k.3', { creator: card }))
    expect(client.getQueryData<CreatorProfile>(keys.creator('ann'))?.displayName).toBe('Anna')
  })

  it('keeps what it knows of a creator under their new handle too, for the page that is open', () => {
    const { tiers: _t, following: _f, subscription: _s, position: _p, ...card } = profile
    client.setQueryData(keys.tags('ann'), ['light'])
    // Somebody has looked there before it was theirs.
    client.setQueryData(keys.creator('anna'), null)
    const renamed = event('creator_updated', channels.creator(CREATOR), 'k.4', {
      creator: { ...card, handle: 'anna' },
    })
    for (const _ of [1, 2]) react(context, renamed)
    const now = { ...profile, handle: 'anna', position: 'k.4' }
    for (const handle of ['ann', 'anna']) expect(client.getQueryData(keys.creator(handle))).toEqual(now)
    expect(client.getQueryData(keys.creatorPosts('anna'))).toEqual(
      client.getQueryData(keys.creatorPosts('ann')),
    )
    expect(client.getQueryData(keys.creatorPosts('anna'))).toBeDefined()
    expect(client.getQueryData(keys.tags('anna'))).toEqual(['light'])
    for (const copy of copies()) expect(copy.author.handle).toBe('anna')
  })

  it('takes away the page and the card of who has left', () => {
    const { tiers: _t, following: _f, subscription: _s, position: _p, ...card } = profile
    client.setQueryData(keys.creatorList, firstPage({ items: [card], nextCursor: null }))
    const left = event('creator_deleted', channels.creator(CREATOR), 'k.4', { creatorId: CREATOR })
    for (const _ of [1, 2]) react(context, left)
    expect(client.getQueryData(keys.creator('ann'))).toBeNull()
    expect(client.getQueryData<InfiniteData<Page<CreatorCard>>>(keys.creatorList)?.pages[0]?.items).toEqual(
      [],
    )
    context.refresher.flush()
    expect(isOutdated(keys.feed('all'))).toBe(true)
  })

  it('takes over tiers', () => {
    const tiers = [
      { tier: 'vip', priceLamports: 9n, name: 'V', benefits: [], enabled: true, updatedAt: AT },
    ] as CreatorProfile['tiers']
    react(context, event('tier_updated', channels.creator(CREATOR), 'k.4', { creatorId: CREATOR, tiers }))
    expect(client.getQueryData(keys.creator('ann'))).toEqual({ ...profile, tiers, position: 'k.4' })
    // Posts for that tier call it so too, and no others.
    for (const copy of copies()) expect(copy.tierName).toBe(copy.minTier === 'vip' ? 'V' : post.tierName)
  })

  it('shows a subscription at once and reads everything it may have opened', () => {
    const change = { tier: 'vip', status: 'active', currentPeriodEnd: AT } as const
    react(
      context,
      event('subscription-updated', channels.user(ME), 'u.2', {
        creatorId: CREATOR,
        previousTier: null,
        ...change,
      }),
    )
    expect(client.getQueryData<CreatorProfile>(keys.creator('ann'))?.subscription).toEqual({
      creatorId: CREATOR,
      ...change,
    })
    context.refresher.flush()
    for (const key of [
      keys.post(POST),
      keys.feed('all'),
      keys.creatorPosts('ann'),
      keys.comments(POST),
      keys.creator('ann'),
    ]) {
      expect(isOutdated(key)).toBe(true)
    }
  })

  it.each([
    event('post-sold', channels.user(ME), 'u.2', {
      postId: POST,
      purchaseId: 'x',
      buyerId: 'b',
      priceLamports: 1n,
      shareLamports: 1n,
    }),
    event('tip-received', channels.user(ME), 'u.2', { purchaseId: 'x', fromUserId: 'b', amountLamports: 1n }),
    event('subscriber-updated', channels.user(ME), 'u.2', {
      subscriberId: 's',
      tier: 'vip',
      status: 'active',
      currentPeriodEnd: AT,
      previousTier: null,
      purchaseId: 'x',
      shareLamports: 1n,
    }),
  ])('reads the activity of the studio again after $type', (money) => {
    client.setQueryData(keys.activity, {})
    react(context, money)
    context.refresher.flush()
    expect(isOutdated(keys.activity)).toBe(true)
  })
})

describe('what locks again', () => {
  const openedBy = (unlockedBy: Post['unlockedBy']) => (known: Post) => ({
    ...known,
    unlocked: true,
    unlockedBy,
    unlockedUntil: AT,
    content: { body: 'secret', media: [] },
  })
  const open = (unlockedBy: Post['unlockedBy']) => mapPost(client, POST, openedBy(unlockedBy))
  const kept = () =>
    encodeJson(
      client
        .getQueryCache()
        .getAll()
        .map(({ state }) => state.data),
    )
  const ended = event('subscription-updated', channels.user(ME), 'u.2', {
    creatorId: CREATOR,
    tier: 'basic',
    status: 'expired',
    currentPeriodEnd: AT,
    previousTier: 'basic',
  })
  const reverted = (postId: string | null) =>
    event('purchase-reverted', channels.user(ME), 'u.2', {
      purchaseId: 'x',
      creatorId: CREATOR,
      postId,
      amountLamports: 1n,
    })

  it.each([
    ['the end of a period', 'tier', ended],
    ['an undone membership', 'tier', reverted(null)],
    ['an undone purchase', 'purchase', reverted(POST)],
  ] as const)('is out of the cache at once with %s, and its conversation too', (_, unlockedBy, event) => {
    open(unlockedBy)
    expect(kept()).toContain('secret')
    react(context, event)
    expect(copies().map(({ unlocked }) => unlocked)).toEqual([false, false, false])
    expect(kept()).not.toContain('secret')
    expect(client.getQueryData(keys.comments(POST))).toBeUndefined()
  })

  it.each([
    ['the end of a period', 'purchase', ended],
    ['the end of a period', 'open', ended],
    ['an undone membership', 'purchase', reverted(null)],
    ['an undone purchase', 'tier', reverted(POST)],
  ] as const)('is not what %s leaves open: %s', (_, unlockedBy, event) => {
    open(unlockedBy)
    react(context, event)
    expect(copies().map(({ unlocked }) => unlocked)).toEqual([true, true, true])
    expect(kept()).toContain('secret')
  })
})

describe('notifications', () => {
  const arrived = (position: string, id: string, unreadCount: number) => {
    const { readAt: _, ...rest } = notification(id)
    return event('notification', channels.notifications(ME), position, { ...rest, unreadCount })
  }

  it('puts a new one on top with its count, once', () => {
    react(context, arrived('n.6', 'n2', 2))
    react(context, arrived('n.6', 'n2', 2))
    expect(notifications()).toEqual({
      items: [notification('n2'), notification('n1'), notification('n0', AT)],
      nextCursor: null,
      unreadCount: 2,
      position: 'n.6',
    })
    expect(client.getQueryData(keys.me)).toEqual({
      ...me,
      unreadCount: 2,
      positions: { user: 'u.1', notifications: 'n.6' },
    })
  })

  it('does not count what the list had already', () => {
    react(context, arrived('n.5', 'n1', 7))
    expect(notifications()?.unreadCount).toBe(1)
    expect(client.getQueryData<Me>(keys.me)?.unreadCount).toBe(1)
  })

  it('counts without the list, too', () => {
    client.removeQueries({ queryKey: keys.notifications })
    react(context, arrived('n.6', 'n2', 2))
    expect(client.getQueryData<Me>(keys.me)?.unreadCount).toBe(2)
  })

  it('marks one and all as read', () => {
    react(context, arrived('n.6', 'n2', 2))
    react(
      context,
      event('notification_read', channels.notifications(ME), 'n.7', { ids: ['n1'], unreadCount: 1 }),
    )
    expect(notifications()).toMatchObject({
      unreadCount: 1,
      items: [{ readAt: null }, { readAt: AT }, { readAt: AT }],
    })
    react(context, event('notifications_cleared', channels.notifications(ME), 'n.8', { unreadCount: 0 }))
    expect(notifications()?.items.every((item) => item.readAt !== null)).toBe(true)
    expect(client.getQueryData<Me>(keys.me)?.unreadCount).toBe(0)
  })
})

describe('gaps and strangers', () => {
  it('reads everything again that a user has to themself', () => {
    reactToGap(context.refresher, channels.user(ME))
    context.refresher.flush()
    for (const key of [
      keys.me,
      keys.post(POST),
      keys.feed('all'),
      keys.comments(POST),
      keys.creator('ann'),
    ]) {
      expect(isOutdated(key)).toBe(true)
    }
  })

  it('reads a post again after a gap', async () => {
    fetched.mockReturnValue({ ...post, likesCount: 77, position: 'e.50' })
    reactToGap(context.refresher, channels.post(POST))
    await vi.waitFor(() => expect(copies().map((copy) => copy.likesCount)).toEqual([77, 77, 77]), 5_000)
  })

  it('leaves an event alone that it does not know', () => {
    const before = JSON.stringify(copies(), (_, value) => String(value))
    react(context, {
      type: 'toString',
      channel: 'x',
      position: 'e.1',
      at: AT,
      data: {},
    } as unknown as PublicEvent)
    expect(JSON.stringify(copies(), (_, value) => String(value))).toBe(before)
  })
})
