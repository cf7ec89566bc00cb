import { css, hexes } from './colour'
import { draw, overlay, type Pixels, type Size } from './picture'
import { type Random, randomOf } from './random'

/** Ground, wash, then the colours of the plants. The first two are sun prints: pale on blue. */
const PRINTS = [
  '#123a63 #1d5a8c #e8f0ee #bcd5de #8fb6ca',
  '#0f2f4f #23608a #f0efe4 #c9dbdd #9dc0cc',
  '#f1e9da #e6d3b4 #46604a #8a9a5f #c4713f',
  '#ead9c6 #e3bfa0 #8b3f2f #c98a4b #4f5d48',
  '#26352c #33483a #d9c48f #9fb08a #c77b52',
].map((codes) => hexes(codes).map(css))

type Plant = (random: Random, length: number) => string

/** A blade with its tip at `-length`, its foot at the origin. */
function leaf(length: number, width: number): string {
  return `M0 0C${width} ${-length * 0.22} ${width * 0.8} ${-length * 0.72} 0 ${-length}C${-width * 0.8} ${-length * 0.72} ${-width} ${-length * 0.22} 0 0z`
}

const turned = (x: number, y: number, degrees: number, path: string) =>
  `<path transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${degrees.toFixed(1)})" d="${path}"/>`

/** Pairs of narrow leaflets, shorter towards the tip. */
const fern: Plant = (random, length) => {
  const pairs = random.whole(20, 28)
  const bend = random.between(-0.25, 0.25) * length
  const parts = Array.from({ length: pairs }, (_, index) => {
    const t = 0.1 + (0.9 * index) / pairs
    const x = bend * t * t
    const y = -length * t
    const blade = length * 0.3 * Math.sin(Math.PI * (0.16 + 0.84 * (1 - t))) ** 0.8
    const lean = (bend / length) * 80 * t
    const shape = leaf(blade, blade * 0.09)
    return turned(x, y, 66 - 20 * t + lean, shape) + turned(x, y, -66 + 20 * t + lean, shape)
  })
  return stalk(length, bend) + parts.join('')
}

/** Round leaves on thin stems, like eucalyptus. */
const sprig: Plant = (random, length) => {
  const bend = random.between(-0.35, 0.35) * length
  const parts = Array.from({ length: 9 }, (_, index) => {
    const t = 0.16 + 0.09 * index
    const blade = length * (0.19 - 0.012 * index)
    const side = index % 2 === 0 ? 1 : -1
    return turned(
      bend * t * t,
      -length * t,
      side * random.between(48, 68) + (bend / length) * 60 * t,
      leaf(blade, blade * 0.52),
    )
  })
  return (
    stalk(length, bend) +
    parts.join('') +
    turned(bend, -length, (bend / length) * 70, leaf(length * 0.11, length * 0.045))
  )
}

/** A fan of long blades. */
const palm: Plant = (random, length) => {
  const blades = random.whole(11, 15)
  const parts = Array.from({ length: blades }, (_, index) => {
    const t = index / (blades - 1)
    const blade = length * (0.46 + 0.2 * Math.sin(Math.PI * t))
    return turned(0, -length * 0.42, -104 + 208 * t, leaf(blade, blade * 0.075))
  })
  return stalk(length * 0.44, 0) + parts.join('')
}

/** Umbels: seed heads on rays. */
const umbel: Plant = (random, length) => {
  const rays = random.whole(13, 19)
  const parts = Array.from({ length: rays }, (_, index) => {
    const angle = (-78 + (156 * index) / (rays - 1)) * (Math.PI / 180)
    const ray = length * random.between(0.3, 0.4)
    const x = Math.sin(angle) * ray
    const y = -length * 0.6 - Math.cos(angle) * ray
    const dots = Array.from({ length: 7 }, () => {
      return `<circle cx="${(x + random.between(-1, 1) * length * 0.035).toFixed(1)}" cy="${(y + random.between(-1, 1) * length * 0.035).toFixed(1)}" r="${(length * random.between(0.007, 0.014)).toFixed(1)}"/>`
    })
    return `<path d="M0 ${-length * 0.6}Q${(x * 0.35).toFixed(1)} ${(y * 0.9).toFixed(1)} ${x.toFixed(1)} ${y.toFixed(1)}" fill="none" stroke="currentColor" stroke-width="${(length * 0.004).toFixed(2)}"/>${dots.join('')}`
  })
  return stalk(length * 0.6, 0) + parts.join('')
}

function stalk(length: number, bend: number): string {
  return `<path d="M0 ${length * 0.3}L0 0Q0 ${-length * 0.5} ${bend} ${-length}" fill="none" stroke="currentColor" stroke-width="${(length * 0.011).toFixed(2)}" stroke-linecap="round"/>`
}

/** Pressed plants, printed over each other. */
export async function botanical(seed: number, size: Size): Promise<Pixels> {
  const random = randomOf(seed)
  const { width, height } = size
  const [ground, wash, ...inks] = random.pick(PRINTS)
  const count = Math.max(5, Math.round((width / height) * random.whole(4, 5)))
  const plants = Array.from({ length: count }, (_, index) => {
    const x = (width * (index + 0.5)) / count + random.between(-0.03, 0.03) * width
    const length = height * random.between(0.52, 0.86)
    const plant = random.pick([fern, sprig, palm, umbel])
    const ink = inks[index % inks.length] ?? 'white'
    return {
      depth: random.between(0, 1),
      shape: `<g transform="translate(${x.toFixed(1)} ${height * random.between(0.94, 1.04)}) rotate(${random.between(-14, 14).toFixed(1)})" fill="${ink}" color="${ink}" opacity="${random.between(0.72, 0.94).toFixed(2)}">${plant(random, length)}</g>`,
    }
  }).sort((a, b) => a.depth - b.depth)
  const shapes = plants.map(({ shape }) => shape)
  const paper = await draw(
    size,
    `<defs><radialGradient id="r" cx="0.5" cy="0.42" r="0.8"><stop offset="0" stop-color="${wash}"/><stop offset="1" stop-color="${ground}"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#r)"/>`,
  )
  const behind = shapes.slice(0, Math.ceil(count / 3)).join('')
  // What did not lie flat on the paper is soft, as in a real sun print.
  return overlay(paper, [
    {
      content: `<g opacity="0.4" transform="translate(${width * 0.06} ${-height * 0.04})">${behind}</g>`,
      blur: width / 130,
    },
    { content: shapes.join('') },
  ])
}
