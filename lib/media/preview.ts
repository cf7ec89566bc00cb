import { randomInt } from 'node:crypto'
import sharp from 'sharp'

/** So many colours are left of a picture along its longer side: less than a letter, a code or a face needs. */
const COLOURS = 4
/** Of each channel: what differs by less than this is the same. */
const STEP = 8
/** So much is each colour lighter or darker by chance: how much ink is where does not tell one word from another. */
const NOISE = 12
const EDGE = 480
const BLUR_SIGMA = 24
const QUALITY = 60
/** Where each pixel is seen. */
const PLACEHOLDER_QUALITY = 90

/**
 * What everybody may see of a picture: a few coarse colours, and a smooth picture made of nothing but these, so that no
 * way of sharpening it brings back more (decision 15).
 */
export async function makePreview(picture: Uint8Array): Promise<Buffer> {
  const size = await sharp(picture).metadata()
  const scale = EDGE / Math.max(size.width, size.height)
  const { data, info } = await sharp(picture)
    .flatten({ background: '#808080' })
    .toColourspace('srgb')
    .resize({ width: COLOURS, height: COLOURS, fit: 'inside', kernel: 'linear' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    const noise = randomInt(-NOISE, NOISE + 1)
    for (let at = pixel; at < pixel + channels; at += 1) data[at] = coarse((data[at] ?? 0) + noise)
  }
  return sharp(data, { raw: { width, height, channels } })
    .resize({
      width: Math.ceil(size.width * scale),
      height: Math.ceil(size.height * scale),
      fit: 'fill',
      kernel: 'cubic',
    })
    .blur(BLUR_SIGMA)
    .webp({ quality: QUALITY })
    .toBuffer()
}

function coarse(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value / STEP) * STEP))
}

/**
 * What a card itself carries of a picture, in base64: a WebP of at most 4 × 4 pixels, about 75 bytes, that the browser
 * draws large by itself. Made of the preview and never of the picture, so that it tells nothing that the preview does not:
 * a second draw of the noise, or the shares of light in a hash, would.
 */
export async function makePlaceholder(preview: Uint8Array): Promise<string> {
  const pixels = await sharp(preview)
    .resize({ width: COLOURS, height: COLOURS, fit: 'inside' })
    .webp({ quality: PLACEHOLDER_QUALITY })
    .toBuffer()
  return pixels.toString('base64')
}
