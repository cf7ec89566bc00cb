import sharp, { type Sharp } from 'sharp'
import { expect, it } from 'vitest'
import { differenceOf } from './compare'
import type { Image } from './image'
import { LOOKS } from './look'
import { makeSheet, makeSmall, readSheet } from './sheet'

interface Drawn {
  headingAt?: number
  muted?: string
  accent?: string
  canvas?: string
  hasButton?: boolean
}

/** A page with a heading, lines of text and a button, as a browser's picture of it is. */
function draw({
  headingAt = 120,
  muted = '#635d52',
  accent = '#ffc22e',
  canvas = '#faf8f4',
  hasButton = true,
}: Drawn = {}) {
  const lines = Array.from({ length: 12 }, (_, line) =>
    Array.from({ length: 40 }, (_, letter) => {
      const [x, y] = [400 + letter * 12, 200 + line * 24]
      return `<rect x="${x}" y="${y}" width="2" height="11" fill="${muted}"/><rect x="${x}" y="${y + 5}" width="7" height="2" fill="${muted}"/>`
    }).join(''),
  )
  const heading = Array.from({ length: 14 }, (_, letter) => {
    const x = 400 + letter * 22
    return `<rect x="${x}" y="${headingAt}" width="4" height="22" fill="#1c1a16"/><rect x="${x}" y="${headingAt + 9}" width="15" height="4" fill="#1c1a16"/>`
  })
  const button = `<rect x="400" y="600" width="150" height="44" rx="9" fill="${accent}"/>`
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="900"><rect width="100%" height="100%" fill="${canvas}"/>${heading.join('')}${lines.join('')}${hasButton ? button : ''}</svg>`,
    ),
  ).removeAlpha()
}

/** As it comes back from its sheet. */
async function kept(drawn: Sharp): Promise<Image[]> {
  const png = await drawn.png().toBuffer()
  return readSheet(await makeSheet(await Promise.all(LOOKS.map((look) => makeSmall(png, look)))))
}

async function difference(drawn: Sharp): Promise<number> {
  const [one, other] = [await kept(draw()), await kept(drawn)]
  return Math.min(...one.map((image, index) => differenceOf(image, other[index] as Image)))
}

/** Each channel of each pixel a little off, by a rule and not by chance. */
async function withNoise(drawn: Sharp): Promise<Sharp> {
  const { data, info } = await drawn.raw().toBuffer({ resolveWithObject: true })
  const noisy = data.map((value, index) => Math.max(0, Math.min(255, value + ((index * 7919) % 13) - 6)))
  return sharp(noisy, { raw: { width: info.width, height: info.height, channels: 3 } })
}

it('what is the same, or is drawn a little otherwise, is the same', async () => {
  expect(await difference(draw())).toBe(0)
  expect(await difference(await withNoise(draw()))).toBeLessThan(1)
  expect(await difference(draw({ muted: '#655f54' }))).toBeLessThan(1)
})

it.each<[string, Drawn]>([
  ['a heading that has moved by eight pixels', { headingAt: 128 }],
  ['a button that is gone', { hasButton: false }],
  ['another colour of a button', { accent: '#ffa82e' }],
  ['another colour of small words', { muted: '#8f8878' }],
  ['another ground', { canvas: '#f0ede6' }],
])('%s is seen, in every look', async (_, drawn) => {
  expect(await difference(draw(drawn))).toBeGreaterThan(1)
})

it('pictures of another size differ', () => {
  const one = { width: 1, height: 2, pixels: new Uint8Array(6) }
  expect(differenceOf(one, { ...one, width: 2, height: 1 })).toBe(Number.POSITIVE_INFINITY)
})
