import { randomOf } from './random'

const TILE = 512
const TILE_MASK = TILE - 1
/** Lattice cells across the tile in the coarsest octave. */
const CELLS = 8
const OCTAVES = 6
const LATTICE = 256

const random = randomOf(7)
const lattice = Float32Array.from({ length: LATTICE * LATTICE }, () => random.between(-1, 1))
let tile: Float32Array | null = null

const fade = (t: number) => t * t * t * (t * (t * 6 - 15) + 10)

function latticeNoise(x: number, y: number, period: number): number {
  const xi = Math.floor(x)
  const yi = Math.floor(y)
  const u = fade(x - xi)
  const v = fade(y - yi)
  const x0 = xi % period
  const x1 = (xi + 1) % period
  const y0 = (yi % period) * LATTICE
  const y1 = ((yi + 1) % period) * LATTICE
  const top = at(lattice, y0 + x0) * (1 - u) + at(lattice, y0 + x1) * u
  const low = at(lattice, y1 + x0) * (1 - u) + at(lattice, y1 + x1) * u
  return top * (1 - v) + low * v
}

function at(list: Float32Array, index: number): number {
  return list[index] as number
}

/** Fractal noise that repeats without a seam, computed once: all pictures read it at places and scales of their own. */
function fractalTile(): Float32Array {
  const out = new Float32Array(TILE * TILE)
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x++) {
      let sum = 0
      for (let octave = 0; octave < OCTAVES; octave++) {
        const cells = CELLS << octave
        sum += latticeNoise((x / TILE) * cells, (y / TILE) * cells, cells) / 2 ** octave
      }
      out[y * TILE + x] = sum * 0.9
    }
  }
  return out
}

/** Clouds, rock, water, paper: about -1 to 1. One unit of `x` or `y` is one of the coarsest cells. */
export function noise(x: number, y: number): number {
  tile ??= fractalTile()
  const scale = TILE / CELLS
  const px = x * scale
  const py = y * scale
  const xi = Math.floor(px)
  const yi = Math.floor(py)
  const u = px - xi
  const v = py - yi
  const x0 = xi & TILE_MASK
  const x1 = (xi + 1) & TILE_MASK
  const y0 = (yi & TILE_MASK) * TILE
  const y1 = ((yi + 1) & TILE_MASK) * TILE
  const top = at(tile, y0 + x0) * (1 - u) + at(tile, y0 + x1) * u
  const low = at(tile, y1 + x0) * (1 - u) + at(tile, y1 + x1) * u
  return top * (1 - v) + low * v
}

/** One smooth octave, about -1 to 1; `row` tells independent curves apart. */
export function wave(x: number, row: number): number {
  const shifted = x + 4096
  return latticeNoise(shifted, row, LATTICE)
}

/** A line of mountains, about 0 to 1, sharp at the top: octaves of folded waves. */
export function ridge(x: number, row: number, octaves = 6): number {
  let sum = 0
  let weight = 0.55
  let frequency = 1
  for (let octave = 0; octave < octaves; octave++) {
    sum += (1 - Math.abs(wave(x * frequency, row + octave * 17)) * 1.6) * weight
    weight *= 0.46
    frequency *= 2.07
  }
  return sum
}
