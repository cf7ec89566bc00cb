import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Kilobytes by route. */
export const BUDGETS = 'scripts/weight/budgets.json'
/** What the pages were made of when the budgets were looked at last: written by `npm run weigh -- --keep`. */
export const KEPT = 'scripts/weight/kept.json'

/** In a release. */
const WEIGHTS = 'weights.json'

export function readWeights(release) {
  return JSON.parse(readFileSync(join(release, WEIGHTS), 'utf8'))
}

export function writeWeights(release, weights) {
  writeFileSync(join(release, WEIGHTS), JSON.stringify(weights))
}
