import { type Colour, css, hexes, mix, scale, smooth } from './colour'
import { noise } from './noise'
import { draw, overlay, type Pixels, paint, type Size } from './picture'
import { type Random, randomOf } from './random'

/** Sky above, sky at the horizon, haze, nearest walls, lit windows. */
const DUSKS = [
  '#1d2b4d #e89c6e #d98f74 #0d1122 #ffcf7d',
  '#2b3f63 #f0c9a0 #cfa893 #131a2c #ffe0a3',
  '#0e1626 #40607c #35506a #060a12 #ffd48a',
].map(hexes)

/** A skyline after sunset, its windows going on. */
export async function city(seed: number, size: Size): Promise<Pixels> {
  const random = randomOf(seed)
  const { width, height } = size
  const [top, low, haze, near, lamp] = random.pick(DUSKS) as [Colour, Colour, Colour, Colour, Colour]
  const row = random.between(0, 8)
  const sky = paint(size, (x, y) => {
    const cloud = noise(row + x / (height * 1.2), y / (height * 0.2))
    return mix(mix(top, low, (y / height) * 1.45), haze, smooth(0.05, 0.9, cloud) * 0.5)
  })
  const layers = Array.from({ length: 4 }, (_, index) => {
    const nearness = index / 3
    return skyline(random, size, nearness, mix(haze, near, 0.22 + 0.78 * nearness), lamp)
  })
  const glow = `<rect y="${height * 0.6}" width="100%" height="${height * 0.4}" fill="${css(lamp)}" opacity="0.1"/>`
  return overlay(sky, [
    { content: layers.map(({ walls }) => walls).join('') },
    { content: layers.map(({ windows }) => windows).join('') + glow, blend: 'screen', blur: width / 260 },
    { content: layers.map(({ windows }) => windows).join('') },
  ])
}

function skyline(random: Random, { width, height }: Size, nearness: number, wall: Colour, lamp: Colour) {
  const walls: string[] = []
  const windows: string[] = []
  const unit = height * (0.012 + 0.012 * nearness)
  let x = -random.between(0, 0.05) * width
  while (x < width) {
    const wide = unit * random.whole(5, 11)
    const middle = 1 - Math.abs((x + wide / 2) / width - 0.5) * 0.9
    const tall = height * (0.16 + random.between(0.02, 0.36) * middle) * (1.15 - 0.35 * nearness)
    const y = height * (0.84 + 0.1 * nearness) - tall
    walls.push(
      `<path d="M${x} ${height}V${y}h${wide}V${height}z" fill="${css(scale(wall, random.between(0.9, 1.08)))}"/>`,
    )
    if (random.chance(0.3)) {
      walls.push(
        `<path d="M${x + wide * 0.46} ${y}v${-tall * 0.16}h${wide * 0.04}v${tall * 0.16}z" fill="${css(wall)}"/>`,
      )
    }
    const busy = random.between(0.04, 0.36) * (0.35 + 0.65 * nearness)
    for (let wy = y + unit; wy < height; wy += unit * 1.25) {
      for (let wx = x + unit * 0.6; wx < x + wide - unit * 0.8; wx += unit) {
        if (!random.chance(busy)) continue
        windows.push(
          `M${wx.toFixed(1)} ${wy.toFixed(1)}h${(unit * 0.5).toFixed(1)}v${(unit * 0.62).toFixed(1)}h${(-unit * 0.5).toFixed(1)}z`,
        )
      }
    }
    x += wide + (random.chance(0.25) ? unit * random.whole(1, 3) : 0)
  }
  return {
    walls: walls.join(''),
    windows: `<path d="${windows.join('')}" fill="${css(lamp)}" opacity="${(0.35 + 0.5 * nearness).toFixed(2)}"/>`,
  }
}

/** Sky, lit wall, wall in shade, depth of the windows, blinds. */
const WALLS = [
  '#2f6aa8 #f3e2c7 #d09a6a #4b3030 #e2603a',
  '#5c93b5 #f2efe6 #b9b3a8 #33414d #e8b13c',
  '#e9b98a #f5d9c2 #c4715a #54242c #2f4f5c',
].map(hexes)

/** A facade from below in hard light: balconies, their shadows, a corner of sky. */
export function facade(seed: number, size: Size): Promise<Pixels> {
  const random = randomOf(seed)
  const { width, height } = size
  const [sky, lit, shade, deep, blind] = random.pick(WALLS) as [Colour, Colour, Colour, Colour, Colour]
  const columns = random.whole(5, 7)
  const cell = (width * 1.1) / columns
  const floor = cell * random.between(0.62, 0.86)
  const tilt = random.between(17, 25) * (random.chance(0.5) ? 1 : -1)
  const cells: string[] = []
  for (let row = -3; row < (height * 2) / floor; row++) {
    for (let column = -1; column <= columns; column++) {
      cells.push(balcony(random, column * cell, row * floor, cell, floor, { lit, shade, deep, blind }))
    }
  }
  const rise = Math.tan((Math.abs(tilt) * Math.PI) / 180) * width
  const roof = height * random.between(0.06, 0.16)
  // The roof leaves the picture on its high side: sky only in one corner.
  const shift = -roof - height * random.between(0.1, 0.3) + (tilt > 0 ? 0 : rise)
  return draw(
    size,
    `<defs>
      <linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${css(scale(sky, 0.82))}"/><stop offset="1" stop-color="${css(mix(sky, [255, 255, 255], 0.35))}"/></linearGradient>
      <linearGradient id="f" x1="0" y1="0" x2="1" y2="0.5"><stop offset="0" stop-color="#fff3d6" stop-opacity="0.22"/><stop offset="1" stop-color="#140c14" stop-opacity="0.42"/></linearGradient>
      <clipPath id="k"><rect x="-20" y="${roof}" width="${width * 1.2}" height="${height * 3}"/></clipPath>
    </defs>
    <rect width="100%" height="100%" fill="url(#s)"/>
    <g transform="translate(0 ${shift}) skewY(${tilt})"><g clip-path="url(#k)">
      <rect x="-20" y="${roof}" width="${width * 1.2}" height="${height * 3}" fill="${css(lit)}"/>${cells.join('')}
      <rect x="-20" y="${roof}" width="${width * 1.2}" height="${floor * 0.16}" fill="${css(mix(lit, [255, 255, 255], 0.3))}"/>
    </g></g>
    <rect width="100%" height="100%" fill="url(#f)"/>`,
  )
}

interface WallColours {
  lit: Colour
  shade: Colour
  deep: Colour
  blind: Colour
}

function balcony(
  random: Random,
  x: number,
  y: number,
  wide: number,
  tall: number,
  colours: WallColours,
): string {
  const { lit, shade, deep, blind } = colours
  const left = x + wide * 0.12
  const inner = wide * 0.76
  const top = y + tall * 0.16
  const open = tall * 0.66
  const drawn = random.chance(0.34) ? random.between(0.2, 0.75) : 0
  const box = (bx: number, by: number, bw: number, bh: number, colour: Colour, opacity = 1) =>
    `<rect x="${bx.toFixed(1)}" y="${by.toFixed(1)}" width="${bw.toFixed(1)}" height="${bh.toFixed(1)}" fill="${css(colour)}"${opacity < 1 ? ` opacity="${opacity}"` : ''}/>`
  return [
    box(left, top, inner, open, scale(deep, random.between(0.8, 1.15))),
    box(left, top, inner * 0.07, open, shade),
    drawn > 0
      ? box(left + inner * 0.5, top, inner * 0.5, open * drawn, scale(blind, random.between(0.85, 1.05)))
      : '',
    `<path d="M${left} ${top}h${inner}v${open * 0.16}L${left} ${top + open * 0.5}z" fill="#0c0a12" opacity="0.38"/>`,
    box(
      left - wide * 0.04,
      top + open * 0.68,
      inner + wide * 0.08,
      open * 0.36,
      mix(lit, [255, 255, 255], 0.22),
    ),
    box(left - wide * 0.04, top + open * 1.04, inner + wide * 0.08, tall * 0.05, scale(shade, 0.72)),
    `<path d="M${left - wide * 0.04} ${top + open * 1.09}h${inner + wide * 0.08}l${wide * 0.1} ${tall * 0.13}h${-inner - wide * 0.08}z" fill="${css(shade)}" opacity="0.55"/>`,
  ].join('')
}
