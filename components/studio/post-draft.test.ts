import { expect, it } from 'vitest'
import type { PostInput } from '@/lib/schema/posts'
import { changesInWords, changesOf, draftOf, inputOf, isSameDraft, rebase } from './post-draft'

const BEFORE: PostInput = {
  title: 'Title',
  teaser: '',
  body: 'Text',
  minTier: null,
  priceLamports: 5_000_000n,
  mediaIds: ['a', 'b'],
}
const NOW: PostInput = { ...BEFORE, priceLamports: 900_000_000n, mediaIds: ['b'] }

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

it('says what was changed elsewhere, from and to', () => {
  expect(changesInWords(BEFORE, NOW)).toEqual(['Price: 0.005 SOL, now 0.9 SOL', 'Images: now 1'])
  expect(changesInWords(BEFORE, { ...BEFORE, minTier: 'vip', priceLamports: null, body: 'x' })).toEqual([
    'Text: rewritten',
    'Price: 0.005 SOL, now none',
    'Who can read it: VIP members can read it, as long as their period runs.',
  ])
  expect(changesInWords(BEFORE, BEFORE)).toEqual([])
})
