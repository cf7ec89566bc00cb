import { type Colour, css, hexes, mix, scale } from './colour'
import { draw, overlay, type Pixels, type Size } from './picture'
import { type Random, randomOf } from './random'

/** Wall, table, and three glazes. */
const ROOMS = [
  '#d9c7b0 #b08d6c #f1e6d4 #a9552f #4b5a52',
  '#b9c1b6 #7d6a58 #ece4d4 #d3a04a #39464a',
  '#c98f6b #6e4433 #efe0cb #2f3b44 #b7c0b2',
  '#3b4248 #241d1a #d9cdb8 #b4673c #7d8b86',
].map(hexes)

/** Half an outline from foot to lip: height and radius, both in parts of the vessel's height. */
const OUTLINES: readonly (readonly (readonly [number, number])[])[] = [
  [
    [0, 0.18],
    [0.12, 0.3],
    [0.42, 0.38],
    [0.7, 0.2],
    [0.86, 0.1],
    [1, 0.15],
  ],
  [
    [0, 0.22],
    [0.2, 0.42],
    [0.5, 0.46],
    [0.8, 0.3],
    [0.92, 0.2],
    [1, 0.23],
  ],
  [
    [0, 0.16],
    [0.3, 0.2],
    [0.6, 0.17],
    [0.85, 0.09],
    [0.94, 0.085],
    [1, 0.11],
  ],
  [
    [0, 0.26],
    [0.3, 0.34],
    [0.6, 0.36],
    [0.85, 0.34],
    [0.95, 0.33],
    [1, 0.34],
  ],
  [
    [0, 0.3],
    [0.25, 0.52],
    [0.55, 0.62],
    [0.8, 0.58],
    [0.94, 0.55],
    [1, 0.58],
  ],
]

interface Vessel {
  x: number
  foot: number
  tall: number
  glaze: Colour
  outline: readonly (readonly [number, number])[]
  stem: boolean
  /** How far up the bare clay reaches, in parts of the height. */
  bare: number
}

/** Thrown pots on a table by a window. */
export async function ceramics(seed: number, size: Size): Promise<Pixels> {
  const random = randomOf(seed)
  const [wall, table, ...glazes] = random.pick(ROOMS) as [Colour, Colour, ...Colour[]]
  const { width, height } = size
  const edge = height * random.between(0.66, 0.72)
  const vessels = arrange(random, size, edge, glazes)
  const light = random.between(0.05, 0.35) * width

  const room = await draw(
    size,
    `<defs>
      <linearGradient id="w" x1="0" y1="0" x2="1" y2="0.4"><stop offset="0" stop-color="${css(scale(wall, 1.08))}"/><stop offset="1" stop-color="${css(scale(wall, 0.72))}"/></linearGradient>
      <linearGradient id="t" x1="0" y1="0" x2="0.3" y2="1"><stop offset="0" stop-color="${css(scale(table, 1.12))}"/><stop offset="1" stop-color="${css(scale(table, 0.62))}"/></linearGradient>
    </defs>
    <rect width="100%" height="${edge}" fill="url(#w)"/>
    <rect y="${edge}" width="100%" height="${height - edge}" fill="url(#t)"/>
    <rect y="${edge - 1}" width="100%" height="${height * 0.006}" fill="${css(scale(table, 1.35))}" opacity="0.6"/>`,
  )
  return overlay(room, [
    { content: windowLight(light, size, edge), blend: 'soft-light', blur: width / 190 },
    { content: vessels.map((vessel) => shadow(vessel, size)).join(''), blend: 'multiply', blur: width / 110 },
    { content: vessels.map((vessel, index) => pot(vessel, index)).join('') },
  ])
}

function arrange(random: Random, { width, height }: Size, edge: number, glazes: Colour[]): Vessel[] {
  const count = random.whole(2, 4)
  const outlines = [...OUTLINES].sort(() => random.between(-1, 1))
  const room = (width * 0.66) / count
  return Array.from({ length: count }, (_, index) => {
    const outline = outlines[index % outlines.length] ?? OUTLINES[0] ?? []
    const wide = Math.max(...outline.map(([, radius]) => radius))
    const tall = Math.min(height * random.between(0.34, 0.52), (room * 0.52) / wide)
    return {
      x: width * 0.2 + room * (index + 0.5) + random.between(-0.06, 0.06) * room,
      foot: edge + height * random.between(0.06, 0.15),
      tall,
      outline,
      glaze: glazes[(index + random.whole(0, 1)) % glazes.length] as Colour,
      stem: wide < 0.42 && random.chance(0.6),
      bare: random.pick([-0.2, 0.1, 0.24, 0.4, 0.56]),
    }
  }).sort((a, b) => a.foot - b.foot)
}

function windowLight(x: number, { width, height }: Size, edge: number): string {
  const pane = width * 0.13
  const panes = [0, 1, 2].map((index) => {
    const left = x + index * pane * 1.18
    const lean = height * 0.3
    return `<path d="M${left} ${height * 0.02}h${pane}l${lean} ${edge - height * 0.04}h${-pane}z" fill="#fff6df" opacity="0.85"/>`
  })
  return `<rect width="100%" height="100%" fill="#6b6258" opacity="0.55"/>${panes.join('')}`
}

function shadow({ x, foot, tall, outline }: Vessel, { height }: Size): string {
  const wide = Math.max(...outline.map(([, radius]) => radius)) * tall
  return `<path d="M${x - wide * 0.5} ${foot}q${wide * 2} ${-height * 0.012} ${wide * 3.6} ${height * 0.075}q${-wide * 1.6} ${height * 0.02} ${-wide * 3.4} ${-height * 0.055}z" fill="#1d120c" opacity="0.55"/>
    <ellipse cx="${x + wide * 0.16}" cy="${foot}" rx="${wide * 0.8}" ry="${height * 0.016}" fill="#120b07" opacity="0.75"/>`
}

/** A smooth curve through the points of one side, then down the other. */
function silhouette({ x, foot, tall, outline }: Vessel): string {
  const side = (sign: 1 | -1) =>
    outline.map(([up, radius]) => [x + sign * radius * tall, foot - up * tall] as const)
  const left = side(-1)
  const right = side(1).reverse()
  const lip = outline.at(-1)?.[1] ?? 0
  const sole = outline[0]?.[1] ?? 0
  return `M${left[0]?.join(' ')}${curve(left)}A${lip * tall} ${lip * tall * 0.2} 0 0 1 ${right[0]?.join(' ')}${curve(right)}A${sole * tall} ${sole * tall * 0.16} 0 0 1 ${left[0]?.join(' ')}z`
}

/** Catmull-Rom through the points, written as cubic curves. */
function curve(points: readonly (readonly [number, number])[]): string {
  return points
    .slice(1)
    .map((to, index) => {
      const from = points[index] ?? to
      const before = points[index - 1] ?? from
      const after = points[index + 2] ?? to
      const c1 = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6]
      const c2 = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6]
      return `C${c1.join(' ')} ${c2.join(' ')} ${to.join(' ')}`
    })
    .join('')
}

function pot(vessel: Vessel, index: number): string {
  const { x, foot, tall, outline, glaze, stem, bare } = vessel
  const path = silhouette(vessel)
  const lip = (outline.at(-1)?.[1] ?? 0) * tall
  const top = foot - tall
  const dip = foot - tall * bare
  const shade = (factor: number) => css(scale(glaze, factor))
  return `<defs>
      <linearGradient id="g${index}"><stop offset="0" stop-color="${shade(0.8)}"/><stop offset="0.24" stop-color="${css(mix(scale(glaze, 1.1), [255, 246, 226], 0.35))}"/><stop offset="0.5" stop-color="${shade(0.92)}"/><stop offset="0.86" stop-color="${shade(0.42)}"/><stop offset="1" stop-color="${shade(0.56)}"/></linearGradient>
      <linearGradient id="d${index}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.38"/></linearGradient>
      <clipPath id="c${index}"><path d="${path}"/></clipPath>
    </defs>
    ${stem ? branch(x, top, tall, glaze) : ''}
    <path d="${path}" fill="url(#g${index})"/>
    <g clip-path="url(#c${index})">
      <path d="M${x - tall} ${dip}q${tall * 0.5} ${tall * 0.07} ${tall} ${tall * 0.01}t${tall} 0V${foot + tall}H${x - tall}z" fill="#c9a987" opacity="0.5"/>
      <rect x="${x - tall}" y="${top}" width="${tall * 2}" height="${tall * 1.1}" fill="url(#d${index})"/>
    </g>
    <ellipse cx="${x}" cy="${top}" rx="${lip}" ry="${lip * 0.2}" fill="${shade(0.22)}"/>
    <ellipse cx="${x}" cy="${top}" rx="${lip}" ry="${lip * 0.2}" fill="none" stroke="${css(mix(glaze, [255, 246, 226], 0.4))}" stroke-width="${tall * 0.008}"/>`
}

/** A dry twig with a few leaves. */
function branch(x: number, top: number, tall: number, glaze: Colour): string {
  const green = css(mix(glaze, [92, 98, 66], 0.8))
  const leaves = [0.25, 0.42, 0.58, 0.74, 0.9].map((up, index) => {
    const side = index % 2 === 0 ? 1 : -1
    const px = x + Math.sin(up * 2.2) * tall * 0.16
    const py = top - up * tall * 0.7
    return `<path transform="translate(${px} ${py}) rotate(${side * 56 - 6})" d="M0 0C${tall * 0.05} ${-tall * 0.05} ${tall * 0.05} ${-tall * 0.15} 0 ${-tall * 0.2}C${-tall * 0.05} ${-tall * 0.15} ${-tall * 0.05} ${-tall * 0.05} 0 0z" fill="${green}"/>`
  })
  return `<path d="M${x} ${top + tall * 0.1}C${x} ${top - tall * 0.2} ${x + tall * 0.14} ${top - tall * 0.4} ${x + tall * 0.15} ${top - tall * 0.68}" fill="none" stroke="${green}" stroke-width="${tall * 0.014}" stroke-linecap="round"/>${leaves.join('')}`
}
