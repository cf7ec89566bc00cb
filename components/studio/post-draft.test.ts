import { expect, it } from 'vitest'
import { changesOf } from '@/lib/client/drafts/post-input'
import type { Locale } from '@/lib/schema/locales'
import type { PostFields } from '@/lib/schema/posts'
import { translatorIn } from '@/lib/words/dictionaries'
import { formatsIn } from '@/lib/words/formats'
import { accessInWords } from './access-choice'
import { changesInWords, draftOf, inputOf, isSameDraft, rebase } from './post-draft'

const BEFORE: PostFields = {
  title: 'Title',
  teaser: '',
  body: 'Text',
  tags: ['slow', 'light'],
  minTier: null,
  priceLamports: 5_000_000n,
  commentsOpen: true,
  watermarked: false,
  mediaIds: ['a', 'b'],
}
const words = (now: PostFields, locale: Locale = 'en') =>
  changesInWords(translatorIn(locale), formatsIn(locale, 'UTC'), (tier) => tier.toUpperCase(), {
    before: BEFORE,
    now,
  })
const NOW: PostFields = { ...BEFORE, priceLamports: 900_000_000n, mediaIds: ['b'] }

it('sends nothing of what was not touched', () => {
  const draft = draftOf(BEFORE)
  expect(changesOf(inputOf(draft, BEFORE.mediaIds), BEFORE)).toEqual({})
  expect(changesOf(inputOf({ ...draft, body: 'New' }, ['b', 'a']), BEFORE)).toEqual({
    body: 'New',
    mediaIds: ['b', 'a'],
  })
})

it('sends a price and a tier that were taken away', () => {
  const open = { ...draftOf(BEFORE), access: { ...draftOf(BEFORE).access, kind: 'tier' as const } }
  expect(changesOf(inputOf(open, BEFORE.mediaIds), BEFORE)).toEqual({ minTier: 'basic', priceLamports: null })
})

it('puts what was written on top of what there is now, and leaves the rest to others', () => {
  const draft = { ...draftOf(BEFORE), body: 'Mine' }
  const rebased = rebase(draft, BEFORE, { ...NOW, body: 'Theirs', title: 'Theirs' })
  expect(rebased).toMatchObject({ title: 'Theirs', body: 'Mine', access: { kind: 'price', price: '0.9' } })
  const priced = { ...draft, access: { ...draft.access, price: '0.01' } }
  expect(rebase(priced, BEFORE, NOW).access.price).toBe('0.01')
  expect(isSameDraft(rebase(draftOf(BEFORE), BEFORE, NOW), draftOf(NOW))).toBe(true)
})

it.each([
  ['0.05', '0.05'],
  ['-5', '…'],
  ['0', '…'],
  ['', '…'],
])('names in a sentence only a price that can be one: %j', (price, shown) => {
  const access = { kind: 'price', tier: 'basic', price } as const
  expect(accessInWords(translatorIn('en'), access, '')).toBe(
    `Whoever pays ${shown} SOL once can read it for good.`,
  )
})

it('says what was changed elsewhere, from and to', () => {
  expect(words(NOW)).toEqual(['Price: 0.005 SOL, now 0.9 SOL', 'Files: now 1'])
  expect(words({ ...BEFORE, minTier: 'vip', priceLamports: null, body: 'x' })).toEqual([
    'Text: rewritten',
    'Price: 0.005 SOL, now none',
    'Who can read it: VIP members can read it, as long as their period runs.',
  ])
  expect(words({ ...BEFORE, minTier: 'basic' }, 'ru')).toEqual([
    'Доступ: Читать могут подписчики уровня «BASIC» и выше, а кто один раз заплатит 0,005\u00a0SOL — всегда.',
  ])
  expect(words(BEFORE)).toEqual([])
})
