import jsQR from 'jsqr'
import sharp from 'sharp'
import { encode } from 'uqr'
import { describe, expect, it } from 'vitest'
import { makePlaceholder, makePreview } from './preview'

/** Of the smallest code there is. */
const MODULES = 21
const SCALE = 20
const ROUNDS = 40

type Grid = number[]
type Blur = (picture: Buffer) => Promise<Buffer>

/** How previews were made before: what the attack below has to get by. */
const formerPreview: Blur = async (picture) => {
  const coarse = await sharp(picture).resize({ width: 28, height: 28, fit: 'inside' }).png().toBuffer()
  return sharp(coarse)
    .resize({ width: 480, height: 480, fit: 'inside', kernel: 'cubic' })
    .blur(14)
    .webp({ quality: 60 })
    .toBuffer()
}

function codeOf(text: string): Grid {
  return encode(text, { ecc: 'L', border: 0 })
    .data.flat()
    .map((dark) => (dark ? 0 : 255))
}

function render(grid: Grid): Promise<Buffer> {
  return sharp(Buffer.from(grid), { raw: { width: MODULES, height: MODULES, channels: 1 } })
    .resize({ width: MODULES * SCALE, height: MODULES * SCALE, kernel: 'nearest' })
    .png()
    .toBuffer()
}

async function readGrid(picture: Buffer): Promise<Grid> {
  const size = { width: MODULES, height: MODULES, fit: 'fill', kernel: 'linear' } as const
  return [...(await sharp(picture).greyscale().resize(size).raw().toBuffer())]
}

/**
 * Looks for the picture whose preview is this one, with the way in which previews are made at hand: what is too dark in
 * the preview of a guess is made lighter, again and again.
 */
async function deconvolve(preview: Buffer, blur: Blur): Promise<Grid> {
  const wanted = await readGrid(preview)
  let guess = wanted
  for (let round = 0; round < ROUNDS; round += 1) {
    const got = await readGrid(await blur(await render(guess)))
    guess = guess.map((value, at) =>
      Math.min(255, Math.max(0, value + 2 * ((wanted[at] ?? 0) - (got[at] ?? 0)))),
    )
  }
  return guess
}

async function readCode(grid: Grid): Promise<string | null> {
  const middle = [...grid].sort((a, b) => a - b)[grid.length >> 1] ?? 128
  for (const threshold of [128, middle]) {
    const sharpened = await render(grid.map((value) => (value < threshold ? 0 : 255)))
    const { data, info } = await sharp(sharpened)
      .extend({ top: 80, bottom: 80, left: 80, right: 80, background: 'white' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const found = jsQR(new Uint8ClampedArray(data), info.width, info.height)
    if (found !== null) return found.data
  }
  return null
}

/** The part of all modules that are as they were. */
const alike = (one: Grid, other: Grid) =>
  one.filter((value, at) => value < 128 === (other[at] ?? 0) < 128).length / one.length

const placeholderOf: Blur = async (picture) =>
  Buffer.from(await makePlaceholder(await makePreview(picture)), 'base64')

describe('what is left of a code in its preview', { timeout: 30_000 }, () => {
  const code = codeOf('SECRET-4711')

  it('was enough to read it, before', async () => {
    const guess = await deconvolve(await formerPreview(await render(code)), formerPreview)
    expect(alike(guess, code)).toBeGreaterThan(0.9)
    expect(await readCode(guess)).toBe('SECRET-4711')
  })

  it.each<[string, Blur]>([
    ['its preview', makePreview],
    ['what a card carries of that', placeholderOf],
  ])('is not, in %s', async (_, blur) => {
    const guess = await deconvolve(await blur(await render(code)), blur)
    expect(await readCode(guess)).toBeNull()
    // Half of them are right by chance.
    expect(alike(guess, code)).toBeLessThan(0.7)
  })
})

it('carries no more in a card than the colours of the preview, and the same of the same preview', async () => {
  const preview = await makePreview(await render(codeOf('SECRET-4711')))
  const placeholder = await makePlaceholder(preview)
  expect(await makePlaceholder(preview)).toBe(placeholder)
  const pixels = Buffer.from(placeholder, 'base64')
  expect(pixels.length).toBeLessThan(150)
  expect(await sharp(pixels).metadata()).toMatchObject({ format: 'webp', width: 4, height: 4 })
})
