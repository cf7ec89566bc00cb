import { type FilmFacts, refused } from './facts'

/** 4,096 × 2,304: a 4K camera’s. */
const PIXELS_MAX = 9_437_184
const MEGAPIXELS = 9
const HOURS_MAX = 6

/** Throws `unsupported_media` for what would take too much. */
export function requireModest(facts: FilmFacts): FilmFacts {
  if (facts.width * facts.height > PIXELS_MAX) {
    const format = facts.container.toUpperCase()
    throw refused('too_large', `Too large: a ${format} may have ${MEGAPIXELS} megapixels.`, {
      format,
      megapixels: MEGAPIXELS,
    })
  }
  if (facts.durationMs > HOURS_MAX * 3_600_000)
    throw refused('too_long', `It is too long: film and sound may last ${HOURS_MAX} hours.`, {
      hours: HOURS_MAX,
    })
  return facts
}
