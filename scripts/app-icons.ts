// Draws the icons that systems show for the installed product, from app/icon.svg: `npx tsx scripts/app-icons.ts`.
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'

const FOLDER = 'lib/http/site/site-files/icons'

/** Of the drawing in app/icon.svg. */
const SIDE = 32

const drawing = await readFile('app/icon.svg', 'utf8')
const mark = /<path[^>]*\/>/.exec(drawing)?.[0]
const ground = /<rect[^>]*fill="([^"]+)"/.exec(drawing)?.[1]
if (mark === undefined || ground === undefined) throw new Error('app/icon.svg is drawn otherwise')

/** The ground to the edges, which the system cuts into a shape of its own; the mark as large as said, in the middle. */
function fullGround(scale: number): string {
  const margin = (SIDE * (1 - scale)) / 2
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}"><rect width="${SIDE}" height="${SIDE}" fill="${ground}"/>` +
    `<g transform="translate(${margin} ${margin}) scale(${scale})">${mark}</g></svg>`
  )
}

async function draw(name: string, svg: string, pixels: number): Promise<void> {
  // 72 dots an inch draw one unit as one pixel.
  const density = (72 * pixels) / SIDE
  await sharp(Buffer.from(svg), { density })
    .resize(pixels, pixels)
    .png({ compressionLevel: 9, palette: true, effort: 10 })
    .toFile(`${FOLDER}/${name}.png`)
}

await draw('192', drawing, 192)
await draw('512', drawing, 512)
// Within the circle of 80 % that every shape leaves: https://w3c.github.io/manifest/#icon-masks
await draw('maskable-512', fullGround(0.9), 512)
await draw('apple-touch', fullGround(1), 180)
