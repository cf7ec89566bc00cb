import { browserMemory } from './storage'

const KEY = 'fonana.places'
const KEPT_MAX = 50
/** So near to its beginning or its end there is no place to come back to. */
const EDGE_S = 10

type Places = [mediaId: string, seconds: number][]

/** How far somebody has played what, in this browser; the last ones. */
export function placeIn(mediaId: string): number {
  return read().find(([id]) => id === mediaId)?.[1] ?? 0
}

export function keepPlace(mediaId: string, seconds: number, duration: number): void {
  const others = read().filter(([id]) => id !== mediaId)
  const isWithin = seconds > EDGE_S && seconds < duration - EDGE_S
  const places: Places = isWithin ? [[mediaId, Math.floor(seconds)], ...others] : others
  browserMemory.set(KEY, JSON.stringify(places.slice(0, KEPT_MAX)))
}

function read(): Places {
  try {
    const kept: unknown = JSON.parse(browserMemory.get(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isPlace) : []
  } catch {
    return []
  }
}

function isPlace(kept: unknown): kept is Places[number] {
  return Array.isArray(kept) && typeof kept[0] === 'string' && typeof kept[1] === 'number'
}
