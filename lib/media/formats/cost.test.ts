import { expect, it } from 'vitest'
import { requireAffordable } from './cost'
import type { PictureFacts } from './facts'

const still = { heldBytes: 0, passes: 1, frames: 1, tiles: 1, endless: false } as const
const of =
  (format: PictureFacts['format'], width: number, height: number, more: Partial<PictureFacts> = {}) =>
  () =>
    requireAffordable({ ...still, format, width, height, ...more })

it.each([
  ['a JPEG of 64 megapixels', of('JPEG', 9248, 6936)],
  ['a JPEG of 108 megapixels', of('JPEG', 12_000, 9_000)],
  ['a progressive one of 64 megapixels', of('JPEG', 9248, 6936, { passes: 10, heldBytes: 192_432_384 })],
  ['a PNG of 49 megapixels', of('PNG', 7_000, 7_000, { heldBytes: 147_000_000 })],
  ['an AVIF of 16 megapixels', of('AVIF', 4_000, 4_000, { heldBytes: 64_000_000, tiles: 48 })],
])('%s is decoded', (_what, look) => {
  expect(look).not.toThrow()
})

it.each([
  ['a JPEG of 880 scans', of('JPEG', 7_000, 7_000, { passes: 880 })],
  ['a small JPEG of as many', of('JPEG', 70, 70, { passes: 880 })],
  ['a large JPEG of 40 scans', of('JPEG', 7_000, 7_000, { passes: 40 })],
  ['a PNG of 64 megapixels', of('PNG', 8_000, 8_000)],
  ['a PNG of 49 megapixels with 16 bits', of('PNG', 7_000, 7_000, { heldBytes: 294_000_000 })],
  ['an AVIF of 24 megapixels', of('AVIF', 6_000, 4_000)],
  ['an AVIF of a thousand tiles', of('AVIF', 1_000, 1_000, { tiles: 1_000 })],
])('%s is refused', (_what, look) => {
  expect(look).toThrow(expect.objectContaining({ code: 'unsupported_media' }))
})

it('what moves is refused with a code of its own', () => {
  expect(of('GIF', 10, 10, { frames: 2 })).toThrow(expect.objectContaining({ code: 'moving_picture' }))
})
