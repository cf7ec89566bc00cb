import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { completeImage, type Image } from '@/lib/media/image'

/** A part of one of the pictures in `pictures/`: all of it, unless a shape is named. */
export interface Crop {
  picture: string
  shape?: keyof typeof SHAPES
  /** The side that stays; the middle unless one is named. */
  from?: 'left' | 'right'
}

/** Width to height. */
const SHAPES = { wide: 8 / 5, square: 1, tall: 4 / 5, banner: 3 }

/** Beside the module; the build puts it beside the bundle. */
const FOLDER = fileURLToPath(new URL('./pictures', import.meta.url))

/** What is named of the picture, ready to be kept: it needs no check, and encoding it anew would take most of the start. */
export async function readPicture({ picture, shape, from = 'left' }: Crop): Promise<Image> {
  const file = await readFile(`${FOLDER}/${picture}.webp`)
  const { width, height } = await sharp(file).metadata()
  if (shape === undefined) return toImage(file, { width, height })
  const wanted = SHAPES[shape]
  const size =
    width / height > wanted
      ? { width: Math.round(height * wanted), height }
      : { width, height: Math.round(width / wanted) }
  return toImage(
    await sharp(file)
      .resize({ ...size, fit: 'cover', position: from })
      .webp({ effort: 1 })
      .toBuffer(),
    size,
  )
}

function toImage(original: Buffer, { width, height }: { width: number; height: number }): Promise<Image> {
  return completeImage({ mime: 'image/webp', width, height, original })
}
