import { type Colour, css, hexes, mix, smooth } from './colour'
import { noise, ridge } from './noise'
import { overlay, type Pixels, paint, type Size } from './picture'
import { type Random, randomOf } from './random'

/** Zenith, middle, horizon, land. */
const NIGHTS = [
  '#060b1a #16304f #c58a5a #04060b',
  '#050914 #143a4a #7fae9a #03070a',
  '#070a1c #1d2b57 #a9867f #05060d',
].map(hexes)

const STARS = hexes('#ffffff #cfe0ff #ffe9c9 #ffd9a8')

/** The turning sky in a long exposure, over a dark ridge with one lit tent. */
export async function night(seed: number, size: Size): Promise<Pixels> {
  const random = randomOf(seed)
  const { width, height } = size
  const [zenith, middle, horizon, land] = random.pick(NIGHTS) as [Colour, Colour, Colour, Colour]
  const row = random.whole(1, 200)
  const edge = Float32Array.from({ length: width }, (_, x) => {
    return height * 0.86 - (ridge((x / height) * 1.5, row) - 0.4) * height * 0.24
  })
  const shift = random.between(0, 8)
  const lean = random.between(-0.6, 0.6)
  const trails = random.chance(0.6)

  const lights = trails ? starTrails(random, size) : null

  const sky = paint(size, (x, y) => {
    const depth = y - (edge[x] as number)
    const t = y / (height * 0.86)
    let colour = t < 0.6 ? mix(zenith, middle, t / 0.6) : mix(middle, horizon, ((t - 0.6) / 0.4) ** 2.2)
    const band = (x / width - 0.5 - (y / height - 0.5) * lean) * 3.2
    const dust = noise(shift + x / (height * 0.5), y / (height * 0.5))
    const milk = Math.exp(-band * band * 1.7) * smooth(-0.35, 0.75, dust) * (1 - t * 0.7)
    colour = mix(colour, [196, 205, 232], milk * (trails ? 0.16 : 0.42))
    if (lights && depth < 0) colour = lights(x, y, colour)
    return mix(colour, land, Math.min(Math.max(depth + 0.5, 0), 1))
  })
  const tentX = width * random.between(0.2, 0.8)
  const tentY = (edge[Math.round(tentX)] as number) + height * 0.055
  return overlay(sky, [
    { content: trails ? '' : stars(random, size, edge), blend: 'screen' },
    {
      content: `<circle cx="${tentX}" cy="${tentY}" r="${height * 0.06}" fill="#ff9d42" opacity="0.55"/>`,
      blend: 'screen',
      blur: height / 26,
    },
    { content: tent(tentX, tentY, height * 0.032) },
  ])
}

interface Trail {
  radius: number
  from: number
  sweep: number
  bright: number
  wide: number
  colour: Colour
}

/** Circles around the pole, kept by radius, so that a pixel asks only the few that pass near it. */
function starTrails(random: Random, { width, height }: Size) {
  const poleX = width * random.between(0.3, 0.7)
  const poleY = height * random.between(0.25, 0.6)
  const sweep = random.between(0.5, 0.9)
  const ring = height * 0.0036
  const rings = Array.from({ length: Math.ceil(Math.hypot(width, height) / ring) }, (_, index): Trail[] => {
    const count = random.whole(1, 1 + Math.min(5, Math.floor(index / 22)))
    return Array.from({ length: count }, () => ({
      radius: (index + random.between(0.3, 0.7)) * ring,
      from: random.between(0, Math.PI * 2),
      sweep: sweep * random.between(0.92, 1),
      bright: random.between(0.12, 1) ** 1.7,
      wide: height * random.between(0.0004, 0.0013),
      colour: random.pick(STARS),
    }))
  })
  return (x: number, y: number, ground: Colour): Colour => {
    const radius = Math.hypot(x - poleX, y - poleY)
    const angle = Math.atan2(y - poleY, x - poleX) + Math.PI * 2
    let colour = ground
    for (const trail of rings[Math.floor(radius / ring)] ?? []) {
      if ((angle - trail.from + Math.PI * 4) % (Math.PI * 2) > trail.sweep) continue
      const cover = smooth(trail.wide + 0.9, trail.wide - 0.4, Math.abs(radius - trail.radius))
      colour = mix(colour, trail.colour, cover * trail.bright)
    }
    return colour
  }
}

function stars(random: Random, { width, height }: Size, edge: Float32Array): string {
  return Array.from({ length: 1500 }, () => {
    const x = Math.floor(random.between(0, width))
    const y = random.between(0, edge[x] as number)
    const bright = random.between(0, 1) ** 6
    return `<circle cx="${x}" cy="${y.toFixed(1)}" r="${(height * (0.0008 + bright * 0.0017)).toFixed(2)}" fill="${css(random.pick(STARS))}" opacity="${(0.35 + bright * 0.65).toFixed(2)}"/>`
  }).join('')
}

function tent(x: number, y: number, tall: number): string {
  return `<path d="M${x} ${y - tall}L${x + tall * 1.15} ${y}H${x - tall * 1.15}z" fill="#ffb55e"/>
    <path d="M${x} ${y - tall}L${x + tall * 1.15} ${y}H${x + tall * 0.15}z" fill="#d9722c"/>
    <path d="M${x} ${y - tall * 0.9}L${x + tall * 0.15} ${y}H${x - tall * 0.28}z" fill="#fff0c4"/>`
}
