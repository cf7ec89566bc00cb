import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { requireAffordable } from './cost'
import { readFacts } from './read-facts'

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } })

describe('what a picture says of itself', () => {
  it.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('is read of a %s', async (format) => {
    const facts = readFacts(await plain(130, 70).toFormat(format).toBuffer())
    expect(facts).toMatchObject({ width: 130, height: 70, frames: 1, tiles: 1, endless: false })
    expect(facts.format.toLowerCase()).toBe(format)
  })

  it.each([{ lossless: true }, { lossless: false }])('is read of a WebP, %o', async (how) => {
    const bytes = await plain(130, 70).ensureAlpha(0.5).webp(how).toBuffer()
    expect(readFacts(bytes)).toMatchObject({ width: 130, height: 70 })
  })

  it('counts the scans of a JPEG as its decoder would go over it', async () => {
    const baseline = readFacts(await plain(130, 70).jpeg().toBuffer())
    expect(baseline).toMatchObject({ passes: 1, heldBytes: 0 })
    const progressive = readFacts(await plain(130, 70).jpeg({ progressive: true }).toBuffer())
    expect(progressive.passes).toBeGreaterThan(5)
    // Half the lines and columns of two of three components: one and a half for each pixel, in two bytes.
    expect(progressive.heldBytes).toBe(130 * 70 * 1.5 * 2)
  })

  it('sees that nothing but the end of a JPEG is missing, and looks for none after it', async () => {
    const bytes = await plain(130, 70).jpeg().toBuffer()
    expect(readFacts(bytes.subarray(0, -2)).endless).toBe(true)
    expect(readFacts(Buffer.concat([bytes, bytes]))).toMatchObject({ passes: 1, endless: false })
  })

  it('counts depth and channels of a PNG', async () => {
    const deep = await plain(10, 10).ensureAlpha().toColourspace('rgb16').png().toBuffer()
    expect(readFacts(deep)).toMatchObject({ heldBytes: 10 * 10 * 4 * 2 })
  })

  it('sees what moves', async () => {
    const frames = await Promise.all(['red', 'blue'].map((background) => frame(background)))
    for (const format of ['gif', 'webp'] as const) {
      const moving = await sharp(frames, { join: { animated: true } })
        .toFormat(format)
        .toBuffer()
      expect(readFacts(moving).frames, format).toBeGreaterThan(1)
    }
    expect(readFacts(withControl(await frame('red'), 2)).frames).toBe(2)
  })

  it('is nothing where there is no more than a beginning', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'gif'] as const) {
      const bytes = await plain(130, 70).toFormat(format).toBuffer()
      for (let length = 0; length < 40; length += 1)
        expect(
          () => requireAffordable(readFacts(bytes.subarray(0, length))),
          `${format} ${length}`,
        ).not.toThrow(RangeError)
    }
  })
})

/** A still picture of one colour, as a PNG. */
function frame(background: string): Promise<Buffer> {
  return sharp({ create: { width: 20, height: 20, channels: 3, background } })
    .png()
    .toBuffer()
}

/** The same PNG with the chunk that says of how many pictures it is made. */
function withControl(png: Buffer, frames: number): Buffer {
  const chunk = Buffer.alloc(20)
  chunk.writeUInt32BE(8, 0)
  chunk.write('acTL', 4, 'latin1')
  chunk.writeUInt32BE(frames, 8)
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}
