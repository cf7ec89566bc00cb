import { expect, it } from 'vitest'
import { type Block, plainTextOf } from '@/lib/schema/rich-text'
import { beginningOf, wordsOf } from './beginning'

const paragraph = (text: string): Block => ({ is: 'paragraph', of: [text] })
const WORDS = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ')

it('leaves a short text whole', () => {
  expect(beginningOf([paragraph('short'), paragraph('too')], 320)).toBeNull()
  // For the last few words nobody should have to go to another page.
  expect(beginningOf([paragraph(WORDS.slice(0, 400))], 320)).toBeNull()
})

it('cuts at a word', () => {
  const text = plainTextOf(beginningOf([paragraph(WORDS)], 320) ?? [])
  expect(text.length).toBeGreaterThan(290)
  expect(text.length).toBeLessThanOrEqual(321)
  expect(text).toMatch(/word\d+…$/)
  expect(WORDS.startsWith(`${text.slice(0, -1)} `)).toBe(true)
})

it('cuts within marks, lists, code and tables, and leaves no heading alone', () => {
  const marked: Block = { is: 'paragraph', of: ['Before ', { is: 'strong', of: [WORDS] }, ' after'] }
  expect(plainTextOf(beginningOf([marked], 100) ?? [])).toMatch(/^Before word0 .*…$/)
  const list: Block = {
    is: 'list',
    start: null,
    tight: true,
    items: Array.from({ length: 40 }, () => [paragraph('item')]),
  }
  expect(plainTextOf(beginningOf([list], 320) ?? []).split('\n')).toHaveLength(6)
  const code: Block = { is: 'code', text: 'x\n'.repeat(40) }
  expect(plainTextOf(beginningOf([code], 320) ?? []).split('\n')).toHaveLength(7)
  const table: Block = { is: 'table', align: [null], rows: Array.from({ length: 40 }, () => [['cell']]) }
  expect(plainTextOf(beginningOf([table], 320) ?? []).split('\n')).toHaveLength(7)
  const heading: Block = { is: 'heading', level: 2, of: ['Next'] }
  expect(beginningOf([paragraph(WORDS.slice(0, 300)), heading, paragraph(WORDS)], 320)?.at(-1)?.is).toBe(
    'paragraph',
  )
})

it('cuts a text without blanks between characters', () => {
  expect(plainTextOf(beginningOf([paragraph('字'.repeat(1_000))], 320) ?? [])).toMatch(/^字{319}…$/)
})

it('leaves pictures to what stands above it', () => {
  const picture: Block = { is: 'picture', id: 'x' }
  const list = (items: Block[][]): Block => ({ is: 'list', start: 1, tight: true, items })
  expect(
    wordsOf([picture, paragraph('a'), { is: 'quote', of: [picture] }, list([[paragraph('b'), picture]])]),
  ).toEqual([paragraph('a'), list([[paragraph('b')]])])
})
