import sharp from 'sharp'
import { makeVariants, type PictureVariant } from '@/lib/media/variants'
import { outlineLetters } from './letters'

/** Of the longer side: about thirty letters fit beside each other. */
const SIZE = 1 / 34
const SIZE_MIN = 9
const QUALITY = 84
const EFFORT = 2
const TURNED_BY = -24

export interface WatermarkedPicture {
  original: Uint8Array
  variants: readonly PictureVariant[]
}

/**
 * The picture with a mark all over it, whole and in its smaller widths: what is cut out of it has the mark too. White
 * letters with a dark rim are read on whatever it shows, and let it through.
 */
export async function makeWatermarked(original: Uint8Array, text: string): Promise<WatermarkedPicture> {
  const { width, height } = await sharp(original).metadata()
  const marks = Buffer.from(await drawMarks(text, width, height))
  const letters = await drawOwn(marks)
  const marked = await sharp(original)
    .composite([{ input: letters }])
    .webp({ quality: QUALITY, effort: EFFORT })
    .toBuffer()
  return { original: marked, variants: await makeVariants(marked) }
}

async function drawMarks(text: string, width: number, height: number): Promise<string> {
  const size = Math.max(SIZE_MIN, Math.max(width, height) * SIZE)
  const { outline, ...letters } = await outlineLetters(text, size)
  const [stepX, stepY] = [letters.width + size * 8, size * 8]
  const one = (x: number, y: number) => `<use href="#mark" x="${x}" y="${y}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs>
      <g id="mark">
        <path d="${outline}" fill="none" stroke="#000" stroke-opacity="0.3" stroke-width="${size / 9}" stroke-linejoin="round"/>
        <path d="${outline}" fill="#fff" fill-opacity="0.44"/>
      </g>
      <pattern id="marks" width="${stepX}" height="${stepY}" patternUnits="userSpaceOnUse" patternTransform="rotate(${TURNED_BY})">
        ${one(size, size)}${one(size - stepX / 2, size + stepY / 2)}${one(size + stepX / 2, size + stepY / 2)}
      </pattern>
    </defs>
    <rect width="100%" height="100%" fill="url(#marks)"/>
  </svg>`
}

const READS_SVG = { operation: ['VipsForeignLoadSvgBuffer'] }

/** The process that handles pictures reads no SVG but this one, which it has written itself. */
async function drawOwn(svg: Buffer): Promise<Buffer> {
  sharp.unblock(READS_SVG)
  try {
    return await sharp(svg).png({ compressionLevel: 1 }).toBuffer()
  } finally {
    sharp.block(READS_SVG)
  }
}
