import { describe, expect, it } from 'vitest'
import type { Notice } from '@/lib/schema/notices'
import { wordNotification } from './notification'

const actor = { actorId: 'a1', actorName: 'Ann' }
const post = { postId: 'p1', postTitle: 'Mine' }
const paid = { purchaseId: 'b1', amountLamports: 7_500_000n }
const affair = {
  ...paid,
  otherId: 'a1',
  otherName: 'Ann',
  itemKind: 'post',
  itemName: 'Mine',
  postId: 'p1',
} as const
const period = {
  creatorId: 'a1',
  creatorName: 'Ann',
  creatorHandle: 'ann',
  tier: 'vip',
  tierName: 'Close friends',
  endsAt: '2026-03-01T09:05:00.000Z',
} as const
const said = { commentId: 'c1', excerpt: 'Good' }

/** What is isolated stands in angle brackets here. */
const WORDED: [Notice, title: string, body: string, href: string][] = [
  [{ kind: 'like', params: { ...actor, ...post } }, '⟨Ann⟩ liked your post', 'Mine', '/posts/p1'],
  [
    { kind: 'comment', params: { ...actor, ...post, ...said } },
    '⟨Ann⟩ commented on “⟨Mine⟩”',
    'Good',
    '/posts/p1#comment-c1',
  ],
  [
    { kind: 'reply', params: { ...actor, ...said, postId: 'p1' } },
    '⟨Ann⟩ replied to you',
    'Good',
    '/posts/p1#comment-c1',
  ],
  [
    { kind: 'sale', params: { ...actor, ...post, ...paid } },
    '⟨Ann⟩ bought your post for 0.0075 SOL',
    'Mine',
    '/posts/p1',
  ],
  [
    { kind: 'subscriber', params: { ...actor, ...paid, tier: 'vip', change: 'new' } },
    '⟨Ann⟩ subscribed to vip',
    '0.0075 SOL',
    '/studio',
  ],
  [
    { kind: 'subscriber', params: { ...actor, ...paid, tier: 'vip', change: 'renewed' } },
    '⟨Ann⟩ renewed vip',
    '0.0075 SOL',
    '/studio',
  ],
  [
    { kind: 'subscriber', params: { ...actor, ...paid, tier: 'vip', change: 'upgraded' } },
    '⟨Ann⟩ upgraded to vip',
    '0.0075 SOL',
    '/studio',
  ],
  [{ kind: 'tip', params: { ...actor, ...paid } }, '⟨Ann⟩ tipped you 0.0075 SOL', '', '/studio'],
  [{ kind: 'post', params: { ...actor, ...post } }, '⟨Ann⟩ published a post', 'Mine', '/posts/p1'],
  [
    { kind: 'subscription', params: { ...period, change: 'ending' } },
    '⟨Close friends⟩ of ⟨Ann⟩ ends on 1 March at 09:05 UTC',
    'Renew it to keep what it unlocks. Nothing is charged by itself.',
    '/creators/ann',
  ],
  [
    { kind: 'subscription', params: { ...period, change: 'ended' } },
    '⟨Close friends⟩ of ⟨Ann⟩ has ended',
    'What it unlocked is locked again until you renew it.',
    '/creators/ann',
  ],
  [
    { kind: 'refund', params: { ...affair, change: 'owed', side: 'buyer' } },
    '⟨Ann⟩ owes you 0.0075 SOL back',
    'Mine',
    '/library',
  ],
  [
    { kind: 'refund', params: { ...affair, change: 'owed', side: 'creator' } },
    'You owe ⟨Ann⟩ 0.0075 SOL back',
    'Mine',
    '/studio',
  ],
  [
    { kind: 'refund', params: { ...affair, change: 'paid', side: 'buyer' } },
    '⟨Ann⟩ paid you 0.0075 SOL back',
    'Mine',
    '/library',
  ],
  [
    { kind: 'refund', params: { ...affair, change: 'paid', side: 'creator' } },
    'You paid ⟨Ann⟩ 0.0075 SOL back',
    'Mine',
    '/studio',
  ],
  [
    { kind: 'payment', params: { ...affair, change: 'vanished', side: 'buyer' } },
    'The network undid your payment of 0.0075 SOL to ⟨Ann⟩',
    'Nothing was charged, and it is locked again: ⟨Mine⟩',
    '/posts/p1',
  ],
  [
    {
      kind: 'payment',
      params: {
        ...affair,
        change: 'vanished',
        side: 'buyer',
        itemKind: 'tip',
        itemName: null,
        postId: null,
      },
    },
    'The network undid your payment of 0.0075 SOL to ⟨Ann⟩',
    'Nothing was charged, and it is locked again: ⟨A tip⟩',
    '/library',
  ],
  [
    { kind: 'payment', params: { ...affair, change: 'vanished', side: 'creator' } },
    'The network undid the payment of 0.0075 SOL by ⟨Ann⟩',
    'Mine',
    '/studio',
  ],
  [
    { kind: 'referral', params: { ...actor, actorHandle: 'ann' } },
    '⟨Ann⟩ became a creator by your invitation',
    'You get 5 % of what they sell, with each payment.',
    '/creators/ann',
  ],
]

const seen = (text: string) => text.replace(/\u2068/g, '⟨').replace(/\u2069/g, '⟩')

describe('a notification in words', () => {
  it.each(WORDED.map(([notice, ...words]) => [words[0], notice, words] as const))(
    'says “%s”',
    (_, notice, words) => {
      const { title, body, href } = wordNotification(notice)
      expect([title, body, href].map(seen)).toEqual(words)
    },
  )

  it('is what an older release stored, where it stored words', () => {
    const words = { title: 'Ann liked your post', body: 'Mine', href: '/posts/p1' }
    expect(wordNotification({ kind: 'like', params: words })).toEqual(words)
  })

  it('has its amount where it belongs, whatever a name does to the order of letters', () => {
    const { title } = wordNotification({
      kind: 'tip',
      params: { ...actor, ...paid, actorName: '\u202Eydna\u2069' },
    })
    expect(title).toBe('\u2068ydna\u2069 tipped you 0.0075 SOL')
  })
})
