import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinPacked, joinPlain, packPart, storePart } from './gzip-parts'

test('parts that were packed by themselves are one gzip of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ text: fc.string({ unit: 'binary', maxLength: 400 }), stored: fc.boolean() })),
      async (texts) => {
        const parts = await Promise.all(
          texts.map(({ text, stored }) => (stored ? storePart(text) : packPart(text.repeat(5)))),
        )
        expect(gunzipSync(joinPacked(parts)).equals(joinPlain(parts))).toBe(true)
      },
    ),
  )
})

test('nothing at all is an answer too', () => {
  expect(gunzipSync(joinPacked([])).length).toBe(0)
})
