import { along, css, hexes, mix, smooth } from './colour'
import { noise, wave } from './noise'
import { draw, type Pixels, paint, type Size } from './picture'
import { randomOf } from './random'

const STONES = [
  '#f4ead8 #e9c9a0 #b7653f #47202a #1b1626',
  '#f1f1ea #b9cfcf #4f8089 #1d3f52 #0e1d2b',
  '#f7efe2 #e8b765 #b5652c #5a2f2a #20202c',
  '#eef0e4 #c3cdaa #7d9273 #37513f #14241f',
].map(hexes)
const GOLD = hexes('#f3cf7a')

/** Ink on water, laid onto paper: warped bands with a thin vein of gold. */
export function ink(seed: number, size: Size): Pixels {
  const random = randomOf(seed)
  const colours = random.pick(STONES)
  const shift = random.between(0, 8)
  const bands = random.between(5, 8)
  const unit = Math.max(size.width, size.height) / random.between(1.1, 1.5)

  return paint(size, (x, y) => {
    const u = x / unit + shift
    const v = y / unit
    const ax = noise(u * 0.7, v * 0.7 + 3)
    const ay = noise(u * 0.7 + 5, v * 0.7 + shift)
    const field = noise(u * 0.55 + ax * 0.75, v * 0.55 + ay * 0.75) + ax * 0.5
    const band = field * bands
    const edge = band - Math.floor(band)
    const tone = (Math.sin(Math.floor(band) * 2.3 + shift) + 1) / 2
    const next = (Math.sin(Math.ceil(band) * 2.3 + shift) + 1) / 2
    const colour = along(colours, tone + (next - tone) * smooth(0.72, 1, edge) + noise(u * 3, v * 3) * 0.07)
    const vein = smooth(0.045, 0, Math.abs(field - 0.12)) * smooth(-0.5, 0.3, ay)
    return mix(colour, GOLD[0] ?? colour, vein * 0.85)
  })
}

const LIGHTS = [
  '#1c1a2b #7a2f3d #e0693f #ffc46b #fff0d0',
  '#0f2430 #1f6168 #7fb7a4 #f0dfb2 #fff7e6',
  '#231a1a #94442c #f0a13c #ffe09a #fffaf0',
  '#1b2a4a #4f6ea8 #e6b8a2 #ffe2c4 #fffaf2',
].map(hexes)

/** Fields of light that run into each other. */
export function glow(seed: number, size: Size): Pixels {
  const random = randomOf(seed)
  const colours = random.pick(LIGHTS)
  const shift = random.between(0, 8)
  const tilt = random.between(-0.5, 0.5)
  const unit = Math.max(size.width, size.height)

  return paint(size, (x, y) => {
    const u = x / unit
    const v = y / size.height
    const bend = wave(u * 1.6 + shift, 11) * 0.5 + wave(v * 1.3 + shift, 47) * 0.5
    const fold = wave(u * 2.1 + bend * 1.4 + shift, 90) * 0.36 + wave(v * 1.7 - bend + shift, 131) * 0.3
    const crease = Math.abs(wave(u * 1.2 + v * 0.8 + fold * 1.5 + shift, 171))
    return along(colours, 0.46 + (0.5 - v) * 0.34 + u * tilt * 0.4 + fold + smooth(0.35, 0, crease) * 0.2)
  })
}

const PAPERS = [
  '#f3ecdf #1f2f46 #c9572f #e0a53a',
  '#1d2230 #f2e3c6 #e8a33d #d0603f',
  '#e9e4d8 #24443c #b8472f #8a9a5b',
  '#e6b450 #2a1c16 #fff4dc #b5442a',
].map((codes) => hexes(codes).map(css))

/** Plotted lines that follow a hidden current, inside a disc or over the whole sheet. */
export function lines(seed: number, size: Size): Promise<Pixels> {
  const random = randomOf(seed)
  const { width, height } = size
  const [paper, ...inks] = random.pick(PAPERS)
  const whole = random.chance(0.4)
  const radius = whole ? Math.hypot(width, height) / 2 : Math.min(width, height) * 0.43
  const shift = random.between(0, 90)
  const swirl = random.between(0.9, 1.6)
  const step = radius / (whole ? 110 : 70)
  const pen = Math.min(width, height) / 430
  const strokes = new Map<string, string[]>(inks.map((name) => [name, []]))

  for (let index = 0; index < 1100; index++) {
    const angle = random.between(0, Math.PI * 2)
    const from = Math.sqrt(random.between(0, 1)) * radius
    let x = Math.cos(angle) * from
    let y = Math.sin(angle) * from
    const points: string[] = []
    for (let count = 0; count < 60 && Math.hypot(x, y) < radius; count++) {
      points.push(`${(x + width / 2).toFixed(1)} ${(y + height / 2).toFixed(1)}`)
      const place = x / radius
      const turn = wave(place * swirl + shift, 20) + wave((y / radius) * swirl + place + shift, 60)
      x += Math.cos(turn * 2.6) * step
      y += Math.sin(turn * 2.6) * step
    }
    const layer = (wave((y / radius) * 1.4 + shift, 140) + 1) / 2 + random.between(-0.12, 0.12)
    const name = inks[Math.min(inks.length - 1, Math.max(0, Math.floor(layer * inks.length)))] ?? 'black'
    if (points.length > 3) strokes.get(name)?.push(`M${points.join('L')}`)
  }
  const paths = [...strokes].map(([name, list]) => {
    return `<path d="${list.join('')}" fill="none" stroke="${name}" stroke-width="${pen.toFixed(2)}" stroke-linecap="round" opacity="0.9"/>`
  })
  return draw(size, `<rect width="100%" height="100%" fill="${paper}"/>${paths.join('')}`)
}
