import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { audience } from './audience'
import { ChannelRef, parseChannel } from './channels'

const ME = '01a2092a-bd12-7000-acda-80f73a3bd7c0'
const OTHER = '01a2092a-bd12-7000-acda-80f73a3bd7c1'

describe('a channel', () => {
  it.each<[ChannelRef, string]>([
    ['notifications', `notifications:${ME}`],
    [`notifications:${OTHER}`, `notifications:${OTHER}`],
    [`user:${ME.toUpperCase()}`, `user:${ME}`],
    [`creator:${OTHER}`, `creator:${OTHER}`],
    [`post:${OTHER}`, `post:${OTHER}`],
    [{ type: 'notifications' }, `notifications:${ME}`],
    [{ type: 'notifications', userId: OTHER }, `notifications:${OTHER}`],
    [{ type: 'feed' }, `user:${ME}`],
    [{ type: 'feed', userId: OTHER }, `user:${OTHER}`],
    [{ type: 'creator', id: OTHER }, `creator:${OTHER}`],
    [{ type: 'post', postId: OTHER }, `post:${OTHER}`],
  ])('written %j is %s', (ref, name) => {
    expect(parseChannel(ChannelRef.parse(ref), ME)?.name).toBe(name)
  })

  it.each<ChannelRef>([
    'user',
    'post:',
    ':',
    `session:${ME}`,
    `Post:${ME}`,
    `post:${ME}:x`,
    `post: ${ME}`,
    { type: 'post', postId: '' },
    { type: 'creator', id: '../x' },
  ])('is not %j', (ref) => {
    expect(parseChannel(ref, ME)).toBeNull()
  })

  it('has one name, whatever it was read from', () => {
    fc.assert(
      fc.property(fc.constantFrom('notifications', 'user', 'creator', 'post'), fc.uuid(), (kind, id) => {
        const channel = parseChannel(`${kind}:${id}`, ME)
        expect(parseChannel(channel?.name ?? '', ME)).toEqual(channel)
      }),
    )
  })
})

describe('the audience', () => {
  it('of what is bought is the two who are concerned, never a public channel', () => {
    const money = { purchaseId: ME, priceLamports: 1n, shareLamports: 1n }
    const change = { tier: 'basic', status: 'active', currentPeriodEnd: '', previousTier: null } as const
    const told = [
      audience['post-purchased']({ postId: ME, ...money }, { buyerId: OTHER }),
      audience['post-sold']({ postId: ME, buyerId: ME, ...money }, { creatorId: OTHER }),
      audience['subscription-updated']({ creatorId: ME, ...change }, { subscriberId: OTHER }),
      audience['subscriber-updated']({ subscriberId: ME, ...change, ...money }, { creatorId: OTHER }),
      audience['tip-received']({ purchaseId: ME, fromUserId: ME, amountLamports: 1n }, { creatorId: OTHER }),
    ]
    for (const channels of told) expect(channels).toEqual([`user:${OTHER}`])
  })

  it('of likes and comments is the post and its author', () => {
    const like = { postId: ME, userId: ME, likesCount: 1 }
    expect(audience.post_liked(like, { authorId: OTHER })).toEqual([`post:${ME}`, `user:${OTHER}`])
    const comment = { postId: ME, commentId: ME, commentsCount: 1 }
    expect(audience.comment_added(comment, { authorId: OTHER })).toEqual([`post:${ME}`, `user:${OTHER}`])
  })
})
