import sharp, { type Sharp } from 'sharp'
import type { Colour } from './colour'
import { randomOf } from './random'

export interface Size {
  width: number
  height: number
}

/** Raw red, green, blue, row by row. */
export interface Pixels extends Size {
  data: Uint8ClampedArray
}

const GRAIN_LENGTH = 1 << 16
const JPEG_QUALITY = 84

/** A picture pixel by pixel. */
export function paint({ width, height }: Size, colourAt: (x: number, y: number) => Colour): Pixels {
  const data = new Uint8ClampedArray(width * height * 3)
  let index = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = colourAt(x, y)
      data[index++] = colour[0]
      data[index++] = colour[1]
      data[index++] = colour[2]
    }
  }
  return { width, height, data }
}

export const svg = ({ width, height }: Size, content: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`,
  )

/** A picture from shapes. */
export async function draw(size: Size, content: string): Promise<Pixels> {
  const raw = await sharp(svg(size, content)).flatten({ background: '#000' }).removeAlpha().raw().toBuffer()
  return { ...size, data: new Uint8ClampedArray(raw.buffer, raw.byteOffset, raw.length) }
}

/** Shapes over a picture; light that was left to spread is put on with `screen`. */
export async function overlay(
  pixels: Pixels,
  layers: readonly {
    content: string
    blend?: 'over' | 'screen' | 'multiply' | 'soft-light'
    blur?: number
  }[],
): Promise<Pixels> {
  const { width, height } = pixels
  const inputs = await Promise.all(
    layers.map(async ({ content, blend = 'over', blur }) => {
      const image = sharp(svg(pixels, content))
      return {
        input: await (blur ? softened(image, pixels, blur) : image.png({ compressionLevel: 0 }).toBuffer()),
        blend,
      }
    }),
  )
  const raw = await sharp(pixels.data, { raw: { width, height, channels: 3 } })
    .composite(inputs)
    .removeAlpha()
    .raw()
    .toBuffer()
  return { width, height, data: new Uint8ClampedArray(raw.buffer, raw.byteOffset, raw.length) }
}

/** Blurring a small copy costs a hundredth and looks the same. */
async function softened(image: Sharp, { width, height }: Size, blur: number): Promise<Buffer> {
  const factor = Math.min(8, Math.max(1, Math.floor(blur / 3)))
  const small = await image
    .resize(Math.ceil(width / factor), Math.ceil(height / factor), { fit: 'fill' })
    .blur(Math.max(0.4, blur / factor))
    .png({ compressionLevel: 0 })
    .toBuffer()
  return sharp(small).resize(width, height, { fit: 'fill' }).png({ compressionLevel: 0 }).toBuffer()
}

interface Finish {
  seed: number
  /** Of the picture to be; the pixels may be fewer. */
  size: Size
  /** Strength of the film grain in steps of 255. */
  grain?: number
  /** How much darker the corners are, 0 to 1. */
  vignette?: number
}

/** Grain and the fall of light towards the corners make shapes look taken rather than drawn. */
export async function finish(
  pixels: Pixels,
  { seed, size, grain = 5, vignette = 0.12 }: Finish,
): Promise<Buffer> {
  const { width, height } = size
  const data = await enlarged(pixels, size)
  const random = randomOf(seed)
  const noise = Float32Array.from({ length: GRAIN_LENGTH }, () => {
    return (random.between(-1, 1) + random.between(-1, 1)) * grain
  })
  let index = 0
  for (let y = 0; y < height; y++) {
    // Each row starts elsewhere in the table, so that its length shows nowhere.
    let place = Math.floor(random.between(0, GRAIN_LENGTH))
    const dy = (y / height - 0.5) * 2
    for (let x = 0; x < width; x++) {
      const dx = (x / width - 0.5) * 2
      const light = 1 - vignette * (dx * dx + dy * dy) * 0.5
      const speck = noise[place++ & (GRAIN_LENGTH - 1)] as number
      data[index] = (data[index] as number) * light + speck
      data[index + 1] = (data[index + 1] as number) * light + speck
      data[index + 2] = (data[index + 2] as number) * light + speck
      index += 3
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer()
}

async function enlarged(pixels: Pixels, { width, height }: Size): Promise<Uint8ClampedArray> {
  if (pixels.width === width && pixels.height === height) return pixels.data
  const raw = await sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer()
  return new Uint8ClampedArray(raw.buffer, raw.byteOffset, raw.length)
}
