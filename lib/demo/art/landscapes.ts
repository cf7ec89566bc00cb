import { type Colour, hexes, mix, scale, smooth } from './colour'
import { noise, ridge, wave } from './noise'
import { type Pixels, paint, type Size } from './picture'
import { type Random, randomOf } from './random'

interface Air {
  top: Colour
  low: Colour
  glow: Colour
  far: Colour
  near: Colour
  mist: Colour
}

/** Sky above, sky at the horizon, light, farthest and nearest land, mist. */
const AIRS: readonly Air[] = [
  '#6f94bd #f7d2a8 #ffe9bd #c4b0ae #16242f #f2d6bb',
  '#2f5f8f #dce7ea #ffffff #a9c2d0 #0b1e2e #d9e6ea',
  '#33264f #f18d4a #ffd68a #b9605a #150d1e #ef9f68',
  '#93aca6 #f1f0df #fffdf0 #bccabf #14281f #eaeddf',
  '#565f96 #f5b5a2 #ffe1cd #bf96a9 #1f1836 #f3c4b5',
].map((codes) => {
  const [top, low, glow, far, near, mist] = hexes(codes) as [Colour, Colour, Colour, Colour, Colour, Colour]
  return { top, low, glow, far, near, mist }
})

interface Layer {
  /** Height of the edge above each column, in pixels from the top. */
  edge: Float32Array
  /** Where its mist begins to gather: does not follow every tree. */
  floor: number
  colour: Colour
  /** 0 far, 1 near. */
  nearness: number
}

/** Mountains behind mountains, each paler than the one before it. */
export function ridges(seed: number, size: Size): Pixels {
  return land(seed, size, { layers: [6, 8], from: 0.4, to: 0.96, peaks: [0.17, 0.2], trees: 0.12 })
}

/** Firs on slopes, dissolving in mist. */
export function forest(seed: number, size: Size): Pixels {
  return land(seed, size, { layers: [5, 6], from: 0.34, to: 0.92, peaks: [0.12, 0.16], trees: 1 })
}

interface Land {
  layers: [number, number]
  /** Where the farthest and the nearest layer stand, in parts of the height. */
  from: number
  to: number
  peaks: [number, number]
  /** 1: trees on every layer; less: only on the nearest. */
  trees: number
}

function land(seed: number, size: Size, shape: Land): Pixels {
  const random = randomOf(seed)
  const { width, height } = size
  const air = random.pick(AIRS)
  const sun = { x: random.between(0.2, 0.8) * width, y: random.between(0.16, 0.36) * height }
  const layers = landLayers(random, size, air, shape)
  const cloudRow = random.between(0, 8)
  const reach = height * 0.75

  return paint(size, (x, y) => {
    const distance = Math.hypot(x - sun.x, (y - sun.y) * 1.15)
    const light = Math.exp(-distance / (reach * 0.55))
    let colour = mix(air.top, air.low, (y / height) * 1.9)
    const cloud = noise(x / (height * 0.9), cloudRow + y / (height * 0.22))
    colour = mix(colour, air.glow, smooth(0.05, 0.9, cloud) * 0.4 + light * 0.75)
    if (distance < height * 0.045) colour = mix(colour, air.glow, 0.85)

    for (const layer of layers) {
      const depth = y - (layer.edge[x] as number)
      if (depth < -0.5) continue
      const cover = Math.min(depth + 0.5, 1)
      const far = 1 - layer.nearness
      const below = y - layer.floor
      const relief = noise(
        x / (height * 0.32) + layer.nearness * 5,
        below / (height * 0.2) + layer.nearness * 3,
      )
      let ground = scale(layer.colour, 1 + relief * (0.1 + 0.16 * layer.nearness))
      ground = mix(ground, air.glow, light * far * 0.5)
      const drift = noise(x / height, layer.nearness * 4 + y / (height * 0.5)) * height * 0.1
      const fog = smooth(0, height * 0.26, below + drift) * (0.12 + 0.72 * far)
      colour = mix(colour, mix(ground, air.mist, Math.min(fog, 0.94)), cover)
    }
    return colour
  })
}

function landLayers(random: Random, size: Size, air: Air, shape: Land): Layer[] {
  const count = random.whole(...shape.layers)
  return Array.from({ length: count }, (_, index) => {
    const nearness = index / (count - 1)
    const row = random.whole(1, 120)
    const base = (shape.from + (shape.to - shape.from) * nearness ** 1.15) * size.height
    const peak = (shape.peaks[0] + (shape.peaks[1] - shape.peaks[0]) * nearness) * size.height
    const frequency = random.between(1.9, 2.6) * (1.35 - 0.75 * nearness)
    const edge = Float32Array.from({ length: size.width }, (_, x) => {
      return base - (ridge((x / size.height) * frequency, row) - 0.35) * peak * 1.5
    })
    if (shape.trees === 1 || nearness > 0.99) plantTrees(random, edge, size.height, nearness, shape.trees)
    return { edge, floor: base - peak * 0.55, nearness, colour: mix(air.far, air.near, nearness ** 1.1) }
  })
}

/** Raises the edge by the outlines of firs: a slim cone with a torn rim each. */
function plantTrees(random: Random, edge: Float32Array, height: number, nearness: number, trees: number) {
  const ground = edge.slice()
  const tall = height * (0.03 + 0.12 * nearness ** 1.4) * (trees === 1 ? 1 : 0.6)
  for (let x = 0; x < edge.length; x += tall * random.between(0.06, 0.34)) {
    const top = tall * random.between(0.45, 1.1)
    const half = top * random.between(0.16, 0.22)
    const branch = Math.max(3, top / 11)
    for (let dx = -Math.ceil(half); dx <= half; dx++) {
      const column = Math.round(x) + dx
      if (column < 0 || column >= edge.length) continue
      const out = Math.abs(dx) / half
      const torn = ((out * top) % branch) * 0.55
      const rise = top * (1 - out) - torn
      edge[column] = Math.min(edge[column] as number, (ground[column] as number) - rise)
    }
  }
}

const SANDS = [
  '#8fb4d6 #f4dcc0 #f2b46f #6b3a2c',
  '#f3c9a5 #ffe6c8 #e79a63 #5a2a2e',
  '#5d7fa8 #e9d6c6 #d9a877 #3c2b33',
].map((codes) => hexes(codes) as [Colour, Colour, Colour, Colour])

/** Dunes in low sun: one flank lit, the other in shadow, ripples over both. */
export function dunes(seed: number, size: Size): Pixels {
  const random = randomOf(seed)
  const { width, height } = size
  const [top, low, lit, shade] = random.pick(SANDS)
  const count = random.whole(4, 5)
  const layers = Array.from({ length: count }, (_, index) => {
    const nearness = index / (count - 1)
    const row = random.whole(1, 200)
    const frequency = random.between(0.8, 1.2) * (1.5 - 0.9 * nearness)
    const tall = height * (0.07 + 0.15 * nearness)
    const base = height * (0.44 + 0.42 * nearness)
    const edge = Float32Array.from({ length: width * 2 }, (_, x) => {
      const place = ((x - width / 2) / height) * frequency
      return base - (1 - Math.abs(wave(place, row)) * 1.7) * tall - wave(place * 2.3, row + 9) * tall * 0.16
    })
    return { edge, nearness, lean: random.between(0.5, 1.1) }
  })

  return paint(size, (x, y) => {
    let colour = mix(top, low, y / (height * 0.55))
    for (const { edge, nearness, lean } of layers) {
      const depth = y - (edge[x + (width >> 1)] as number)
      if (depth < -0.5) continue
      const bend = noise(x / height, y / (height * 0.6)) * height * 0.05
      const column = Math.round(Math.min(Math.max(x + width / 2 - depth * lean + bend, 4), width * 2 - 5))
      const slope = ((edge[column + 4] as number) - (edge[column - 4] as number)) / 8
      const shadow = smooth(-0.03, 0.1, slope) * (0.88 - smooth(0, height * 0.5, depth) * 0.3)
      const ripple =
        Math.sin(y * (0.9 - 0.5 * nearness) + noise(x / (height * 0.3), y / (height * 0.3)) * 9) * 0.035
      let sand = mix(scale(lit, 1.05 + ripple * (0.4 + nearness)), shade, shadow)
      sand = mix(sand, low, (1 - nearness) * 0.55)
      colour = mix(colour, sand, Math.min(depth + 0.5, 1))
    }
    return colour
  })
}

const WATERS = [
  '#1e3350 #f0a878 #ffe2ae #16263a',
  '#6d8fae #f3e3d3 #fff6e4 #3f5c70',
  '#14353f #e8bf8c #fff0c9 #0d2329',
  '#8aa6a8 #eef0e6 #ffffff #4f6d70',
].map((codes) => hexes(codes) as [Colour, Colour, Colour, Colour])

/** The sea in a long exposure: smooth water, a low sun and its path. */
export function sea(seed: number, size: Size): Pixels {
  const random = randomOf(seed)
  const { width, height } = size
  const [top, low, glow, deep] = random.pick(WATERS)
  const horizon = Math.round(height * random.between(0.4, 0.54))
  const sunX = width * random.between(0.25, 0.75)
  const sunY = horizon - height * random.between(0.02, 0.16)
  const sunSize = height * random.between(0.035, 0.06)
  const row = random.between(0, 8)

  return paint(size, (x, y) => {
    if (y < horizon) {
      const distance = Math.hypot(x - sunX, y - sunY)
      const cloud = noise(row + x / (height * 1.4), y / (height * 0.16))
      let sky = mix(top, low, (y / horizon) ** 1.5)
      sky = mix(sky, glow, Math.exp(-distance / (height * 0.26)) * 0.7 + smooth(0.1, 0.8, cloud) * 0.3)
      return mix(sky, glow, smooth(sunSize + 1, sunSize - 1, distance))
    }
    const depth = (y - horizon) / (height - horizon)
    const near = 0.02 + depth
    const swell = noise(row + (x - sunX) / (height * 0.5) / (0.35 + near), 11 * near ** 0.42 + row)
    const streak = noise((x - sunX) / (height * 0.9) / (0.2 + near), 46 * near ** 0.4)
    let water = mix(mix(top, low, 0.75 - depth * 0.55), deep, depth * 0.78 + swell * 0.16)
    water = mix(water, glow, smooth(0.1, 0.9, streak) * 0.2 * (1 - depth))
    const path = Math.exp(-(((x - sunX) / (height * (0.05 + near * 0.2))) ** 2))
    return mix(water, glow, path * smooth(-0.25, 0.55, streak + swell * 0.5) * (0.85 - depth * 0.4))
  })
}
