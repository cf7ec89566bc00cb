import { describe, expect, it } from 'vitest'
import { LOCALES, type Locale } from '@/lib/schema/locales'
import { Notice, type WordedNotice } from '@/lib/schema/notices'
import { translatorIn } from './dictionaries'
import { formatsIn } from './formats'
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

interface Case {
  notice: Notice
  href: string
  /** Title and body. What is isolated stands in angle brackets here. */
  en: [string, string]
  ru: [string, string]
}

const WORDED: Case[] = [
  {
    notice: { kind: 'like', params: { ...actor, ...post } },
    href: '/posts/p1',
    en: ['⟨Ann⟩ liked your post', 'Mine'],
    ru: ['⟨Ann⟩: новый лайк', 'Mine'],
  },
  {
    notice: { kind: 'comment', params: { ...actor, ...post, ...said } },
    href: '/posts/p1#comment-c1',
    en: ['⟨Ann⟩ commented on “⟨Mine⟩”', 'Good'],
    ru: ['⟨Ann⟩: новый комментарий к «⟨Mine⟩»', 'Good'],
  },
  {
    notice: { kind: 'reply', params: { ...actor, ...said, postId: 'p1' } },
    href: '/posts/p1#comment-c1',
    en: ['⟨Ann⟩ replied to you', 'Good'],
    ru: ['⟨Ann⟩: ответ на ваш комментарий', 'Good'],
  },
  {
    notice: { kind: 'sale', params: { ...actor, ...post, ...paid } },
    href: '/posts/p1',
    en: ['⟨Ann⟩ bought your post for 0.0075 SOL', 'Mine'],
    ru: ['⟨Ann⟩: покупка вашей публикации за 0,0075 SOL', 'Mine'],
  },
  {
    notice: { kind: 'subscriber', params: { ...actor, ...paid, tier: 'vip', change: 'new' } },
    href: '/studio',
    en: ['⟨Ann⟩ subscribed to vip', '0.0075 SOL'],
    ru: ['⟨Ann⟩: новая подписка «vip»', '0,0075 SOL'],
  },
  {
    notice: { kind: 'subscriber', params: { ...actor, ...paid, tier: 'vip', change: 'renewed' } },
    href: '/studio',
    en: ['⟨Ann⟩ renewed vip', '0.0075 SOL'],
    ru: ['⟨Ann⟩: подписка «vip» продлена', '0,0075 SOL'],
  },
  {
    notice: { kind: 'subscriber', params: { ...actor, ...paid, tier: 'vip', change: 'upgraded' } },
    href: '/studio',
    en: ['⟨Ann⟩ upgraded to vip', '0.0075 SOL'],
    ru: ['⟨Ann⟩: переход на уровень «vip»', '0,0075 SOL'],
  },
  {
    notice: { kind: 'tip', params: { ...actor, ...paid } },
    href: '/studio',
    en: ['⟨Ann⟩ tipped you 0.0075 SOL', ''],
    ru: ['⟨Ann⟩: чаевые 0,0075 SOL', ''],
  },
  {
    notice: { kind: 'post', params: { ...actor, ...post } },
    href: '/posts/p1',
    en: ['⟨Ann⟩ published a post', 'Mine'],
    ru: ['⟨Ann⟩: новая публикация', 'Mine'],
  },
  {
    notice: { kind: 'subscription', params: { ...period, change: 'ending' } },
    href: '/creators/ann',
    en: [
      '⟨Close friends⟩ of ⟨Ann⟩ ends on March 1 at 09:05 UTC',
      'Renew it to keep what it unlocks. Nothing is charged by itself.',
    ],
    ru: [
      'Подписка «⟨Close friends⟩» на автора ⟨Ann⟩ закончится 1 марта в 09:05 UTC',
      'Продлите её, чтобы не потерять доступ. Само собой ничего не списывается.',
    ],
  },
  {
    notice: { kind: 'subscription', params: { ...period, change: 'ended' } },
    href: '/creators/ann',
    en: ['⟨Close friends⟩ of ⟨Ann⟩ has ended', 'What it unlocked is locked again until you renew it.'],
    ru: [
      'Подписка «⟨Close friends⟩» на автора ⟨Ann⟩ закончилась',
      'Всё, что она открывала, снова закрыто, пока вы её не продлите.',
    ],
  },
  {
    notice: { kind: 'refund', params: { ...affair, change: 'owed', side: 'buyer' } },
    href: '/library',
    en: ['⟨Ann⟩ owes you 0.0075 SOL back', 'Mine'],
    ru: ['⟨Ann⟩: вам полагается возврат 0,0075 SOL', 'Mine'],
  },
  {
    notice: { kind: 'refund', params: { ...affair, change: 'owed', side: 'creator' } },
    href: '/studio',
    en: ['You owe ⟨Ann⟩ 0.0075 SOL back', 'Mine'],
    ru: ['Вам нужно вернуть 0,0075 SOL, получатель: ⟨Ann⟩', 'Mine'],
  },
  {
    notice: { kind: 'refund', params: { ...affair, change: 'paid', side: 'buyer' } },
    href: '/library',
    en: ['⟨Ann⟩ paid you 0.0075 SOL back', 'Mine'],
    ru: ['⟨Ann⟩: вам возвращено 0,0075 SOL', 'Mine'],
  },
  {
    notice: { kind: 'refund', params: { ...affair, change: 'paid', side: 'creator' } },
    href: '/studio',
    en: ['You paid ⟨Ann⟩ 0.0075 SOL back', 'Mine'],
    ru: ['Вы вернули 0,0075 SOL, получатель: ⟨Ann⟩', 'Mine'],
  },
  {
    notice: { kind: 'payment', params: { ...affair, change: 'vanished', side: 'buyer' } },
    href: '/posts/p1',
    en: [
      'The network undid your payment of 0.0075 SOL to ⟨Ann⟩',
      'Nothing was charged, and it is locked again: ⟨Mine⟩',
    ],
    ru: [
      'Сеть отменила ваш платёж 0,0075 SOL, получатель: ⟨Ann⟩',
      'Деньги не списаны, и это снова закрыто: ⟨Mine⟩',
    ],
  },
  {
    notice: {
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
    href: '/library',
    en: [
      'The network undid your payment of 0.0075 SOL to ⟨Ann⟩',
      'Nothing was charged, and it is locked again: ⟨A tip⟩',
    ],
    ru: [
      'Сеть отменила ваш платёж 0,0075 SOL, получатель: ⟨Ann⟩',
      'Деньги не списаны, и это снова закрыто: ⟨Чаевые⟩',
    ],
  },
  {
    notice: { kind: 'payment', params: { ...affair, change: 'vanished', side: 'creator' } },
    href: '/studio',
    en: ['The network undid the payment of 0.0075 SOL by ⟨Ann⟩', 'Mine'],
    ru: ['Сеть отменила платёж 0,0075 SOL, отправитель: ⟨Ann⟩', 'Mine'],
  },
  {
    notice: { kind: 'referral', params: { ...actor, actorHandle: 'ann' } },
    href: '/creators/ann',
    en: ['⟨Ann⟩ became a creator by your invitation', 'You get 5 % of what they sell, with each payment.'],
    ru: [
      'По вашему приглашению пришёл новый автор: ⟨Ann⟩',
      'Вам идут 5 % с каждой продажи, сразу при оплате.',
    ],
  },
]

const seen = (text: string) =>
  text
    .replace(/\u2068/g, '⟨')
    .replace(/\u2069/g, '⟩')
    .replace(/\u00a0/g, ' ')

const wordIn = (locale: Locale, notice: Notice | WordedNotice) =>
  wordNotification(notice, translatorIn(locale), formatsIn(locale, 'UTC'))

describe.each(LOCALES)('a notification in the words of %s', (locale) => {
  it.each(WORDED.map((one) => [one[locale][0], one] as const))('says “%s”', (_, one) => {
    const { title, body, href } = wordIn(locale, one.notice)
    expect([title, body].map(seen)).toEqual(one[locale])
    expect(href).toBe(one.href)
  })

  it('is what an older release stored, where it stored words', () => {
    const words = { title: 'Ann liked your post', body: 'Mine', href: '/posts/p1' }
    expect(wordIn(locale, { kind: 'like', params: words })).toEqual(words)
  })
})

it('is held against its words here whatever its kind', () => {
  const kinds = Notice.options.map((option) => option.shape.kind.value)
  expect(new Set(WORDED.map(({ notice }) => notice.kind))).toEqual(new Set(kinds))
})

it('has its amount where it belongs, in one piece, whatever a name does to the order of letters', () => {
  const tip: Notice = { kind: 'tip', params: { ...actor, ...paid, actorName: '\u202Eydna\u2069' } }
  expect(wordIn('en', tip).title).toBe('\u2068ydna\u2069 tipped you 0.0075 SOL')
  expect(wordIn('ru', tip).title).toBe('\u2068ydna\u2069: чаевые 0,0075 SOL')
})
