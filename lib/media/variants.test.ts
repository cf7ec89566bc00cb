import sharp from 'sharp'
import { expect, it } from 'vitest'
import { makeVariants } from './variants'

const widthsOf = async (width: number, height: number) => {
  const picture = sharp({ create: { width, height, channels: 3, background: 'teal' } })
  const variants = await makeVariants(await picture.webp().toBuffer())
  const sizes = await Promise.all(variants.map(({ bytes }) => sharp(Buffer.from(bytes)).metadata()))
  expect(variants.map(({ width: named }) => named)).toEqual(sizes.map((size) => size.width))
  return sizes.map((size) => `${size.format} ${size.width} ${size.height}`)
}

it('makes every width that is smaller than the picture, in its shape', async () => {
  expect(await widthsOf(2400, 1200)).toEqual(['webp 96 48', 'webp 480 240', 'webp 960 480', 'webp 1600 800'])
})

it('enlarges nothing', async () => {
  expect(await widthsOf(480, 2400)).toEqual(['webp 96 480'])
  expect(await widthsOf(96, 96)).toEqual([])
  expect(await widthsOf(1, 2400)).toEqual([])
})
