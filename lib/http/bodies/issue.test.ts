import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { isAppError } from '@/lib/errors'
import { line, PageQuery, PriceLamports, text, Wallet } from '@/lib/schema/common'
import { CreatorInput, CreatorPatch } from '@/lib/schema/creators'
import type { FieldIssue } from '@/lib/schema/field-issues'
import { PostFields } from '@/lib/schema/posts'
import { TiersInput } from '@/lib/schema/tiers'
import { parse } from './body'

/** What is wrong with an input, by field. */
function issuesOf(schema: z.ZodType, input: unknown) {
  try {
    parse(schema, input)
  } catch (error) {
    if (!isAppError(error)) throw error
    expect(Object.keys(error.issues ?? {})).toEqual(Object.keys(error.errors ?? {}))
    for (const [field, messages] of Object.entries(error.errors ?? {}))
      expect(error.issues?.[field]).toHaveLength(messages.length)
    return error.issues
  }
  throw new Error('it was taken')
}

const field = (schema: z.ZodType) => z.object({ field: schema })
const ID = '01a2092a-bd12-7000-acda-80f73a3bd7c0'
const tier = { tier: 'basic', priceLamports: 5_000_000, name: 'Basic' }

describe('what is wrong with a field', () => {
  it.each<[z.ZodType, unknown, FieldIssue]>([
    [line(3), undefined, { code: 'required' }],
    [line(3), ' ', { code: 'required' }],
    [line(3), 7, { code: 'invalid_type' }],
    [line(3), 'abcd', { code: 'too_long', max: 3 }],
    [line(3), 'a\nb', { code: 'not_one_line' }],
    [line(3), 'a\u202eb', { code: 'turns_direction' }],
    [line(3), '\u200b', { code: 'invisible' }],
    [line(3), 'a\ud800', { code: 'malformed' }],
    [text(3, 1), '', { code: 'required' }],
    [text(3), 'a\u0000', { code: 'control_characters' }],
    [z.string(), 'a\u0000', { code: 'unreadable' }],
    [z.string().min(2), 'a', { code: 'too_short', min: 2 }],
    [PriceLamports, undefined, { code: 'required' }],
    [PriceLamports, 'x', { code: 'invalid_value' }],
    [PriceLamports, 1, { code: 'price_too_low', minLamports: 1_000_000n }],
    [PriceLamports, 2e15, { code: 'price_too_high', maxLamports: 10n ** 15n }],
    [Wallet, 'x', { code: 'not_an_address' }],
    [PageQuery.shape.limit, 0, { code: 'too_small', min: 1 }],
    [PageQuery.shape.limit, 101, { code: 'too_big', max: 100 }],
    [CreatorInput.shape.handle, 'мара', { code: 'not_a_handle' }],
    [CreatorInput.shape.handle, 'fonana', { code: 'reserved' }],
    [CreatorPatch.shape.links, ['a.example/x', 'https://a.example/x'], { code: 'repeated' }],
    [
      CreatorPatch.shape.links,
      Array.from({ length: 6 }, (_, n) => `${n}.example`),
      { code: 'too_many', max: 5 },
    ],
    [CreatorPatch.shape.avatarId, 'x', { code: 'invalid_format' }],
    [PostFields.shape.mediaIds, [ID, ID], { code: 'repeated' }],
    [PostFields.shape.mediaIds, Array.from({ length: 11 }, () => ID), { code: 'too_many', max: 10 }],
    [PostFields.shape.minTier, 'gold', { code: 'invalid_value' }],
    [TiersInput, [tier, tier], { code: 'repeated' }],
  ])('%# has a code', (schema, input, issue) => {
    expect(issuesOf(field(schema), { field: input })?.field?.[0]).toEqual(issue)
  })

  it('is not told of two that are wrong as of one that is there twice', () => {
    const wrong = [{ code: 'not_a_link' }]
    expect(issuesOf(field(CreatorPatch.shape.links), { field: ['no', 'nor'] })).toEqual({
      'field.0': wrong,
      'field.1': wrong,
    })
  })

  it('is told where it is', () => {
    expect(issuesOf(TiersInput, [{ ...tier, benefits: ['ok', ''] }])).toEqual({
      '0.benefits.1': [{ code: 'required' }],
    })
  })
})
