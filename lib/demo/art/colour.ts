/** Red, green, blue from 0 to 255. */
export type Colour = readonly [number, number, number]

export function hex(code: string): Colour {
  const value = Number.parseInt(code.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

export const hexes = (codes: string): Colour[] => codes.split(' ').map(hex)

export function mix(from: Colour, to: Colour, amount: number): Colour {
  const t = amount < 0 ? 0 : amount > 1 ? 1 : amount
  return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t, from[2] + (to[2] - from[2]) * t]
}

export function scale(colour: Colour, factor: number): Colour {
  return [colour[0] * factor, colour[1] * factor, colour[2] * factor]
}

/** Along a row of colours, 0 to 1. */
export function along(colours: readonly Colour[], t: number): Colour {
  const place = Math.min(Math.max(t, 0), 1) * (colours.length - 1)
  const index = Math.min(Math.floor(place), colours.length - 2)
  return mix(colours[index] as Colour, colours[index + 1] as Colour, place - index)
}

export function css([r, g, b]: Colour): string {
  return `rgb(${Math.round(r)} ${Math.round(g)} ${Math.round(b)})`
}

export function smooth(low: number, high: number, value: number): number {
  const t = Math.min(Math.max((value - low) / (high - low), 0), 1)
  return t * t * (3 - 2 * t)
}
