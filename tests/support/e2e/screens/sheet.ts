import sharp from 'sharp'
import { cutOut, type Image, readImage } from './image'
import { LOOKS, type Look } from './look'

/** How large each is on a sheet. */
const SIZES = {
  desk: { width: 320, height: 225 },
  phone: { width: 130, height: 281 },
} as const
const COLUMNS = [
  { width: 'desk', theme: 'light' },
  { width: 'desk', theme: 'dark' },
  { width: 'phone', theme: 'light' },
  { width: 'phone', theme: 'dark' },
] as const
const ROWS = ['en', 'ru'] as const
const WIDTH = 2 * SIZES.desk.width + 2 * SIZES.phone.width
const ROW_HEIGHT = SIZES.phone.height

/** Above it the bytes of all sheets grow faster than what is seen on them; below it small words blur. */
const QUALITY = 55

function placeOf({ locale, theme, width }: Look) {
  const column = COLUMNS.findIndex((each) => each.width === width && each.theme === theme)
  const x = COLUMNS.slice(0, column).reduce((sum, each) => sum + SIZES[each.width].width, 0)
  return { x, y: ROWS.indexOf(locale) * ROW_HEIGHT, ...SIZES[width] }
}

/** A screenshot as it is on its sheet. */
export function makeSmall(png: Buffer, { width }: Look): Promise<Image> {
  return readImage(sharp(png).resize({ ...SIZES[width], fit: 'fill' }))
}

/** Every look of a screen beside each other, as it is kept. `small`: in the order of `LOOKS`. */
export async function makeSheet(small: readonly Image[]): Promise<Buffer> {
  const parts = small.map(({ width, height, pixels }, index) => {
    const look = LOOKS[index]
    if (look === undefined) throw new Error('more pictures than looks')
    const { x, y } = placeOf(look)
    return { input: Buffer.from(pixels), raw: { width, height, channels: 3 as const }, left: x, top: y }
  })
  const background = '#808080'
  const sheet = sharp({ create: { width: WIDTH, height: 2 * ROW_HEIGHT, channels: 3, background } })
  return sheet.composite(parts).webp({ quality: QUALITY }).toBuffer()
}

/** The looks of a sheet, in the order of `LOOKS`. */
export async function readSheet(webp: Buffer): Promise<Image[]> {
  const sheet = await readImage(sharp(webp))
  return LOOKS.map((look) => cutOut(sheet, placeOf(look)))
}
