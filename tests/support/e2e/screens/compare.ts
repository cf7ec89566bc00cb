import type { Image } from './image'

/** What is looked at as one: about a word, or a button, of a picture that was made small. */
const TILE = 16
/** Of 255: the edge of a letter that was drawn a little otherwise is off by less. */
const OFF = 32
const OFF_PIXELS = 8
/** Of 255, on an average of a tile: what is the same all over, but another colour. */
const TINTED = 5

/** How far two pictures are from each other, at their worst place; from 1 on they differ. */
export function differenceOf(one: Image, other: Image): number {
  if (one.width !== other.width || one.height !== other.height) return Number.POSITIVE_INFINITY
  let worst = 0
  // Tiles overlap: what lies across the edge of one lies within another. None is cut by the edge of the picture: in a few
  // pixels alone chance weighs more.
  for (const y of startsIn(one.height))
    for (const x of startsIn(one.width)) worst = Math.max(worst, differenceOfTile(one, other, x, y))
  return worst
}

function startsIn(length: number): number[] {
  const last = Math.max(0, length - TILE)
  return [...Array.from({ length: Math.ceil(last / (TILE / 2)) }, (_, step) => (step * TILE) / 2), last]
}

function differenceOfTile(one: Image, other: Image, left: number, top: number): number {
  const right = Math.min(left + TILE, one.width)
  const bottom = Math.min(top + TILE, one.height)
  const sums = [0, 0, 0]
  let off = 0
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) {
      const at = (y * one.width + x) * 3
      let most = 0
      for (let channel = 0; channel < 3; channel += 1) {
        const difference = (one.pixels[at + channel] ?? 0) - (other.pixels[at + channel] ?? 0)
        sums[channel] = (sums[channel] ?? 0) + difference
        most = Math.max(most, Math.abs(difference))
      }
      if (most > OFF) off += 1
    }
  const pixels = (right - left) * (bottom - top)
  const tint = Math.max(...sums.map(Math.abs)) / pixels
  return Math.max(off / OFF_PIXELS, tint / TINTED)
}
