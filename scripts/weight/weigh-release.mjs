import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { precompress } from '../precompress.mjs'
import { exceeded, readKept } from './budget.mjs'
import { BUDGETS, KEPT, writeWeights } from './files.mjs'
import { weighPages } from './pages.mjs'

/**
 * Packs the scripts of a release and weighs them by page. Throws where a page is heavier than its budget. `browser`: what
 * scripts/browser/build-browser.mjs has built.
 */
export async function weighRelease(release, browser, budgets = readJson(BUDGETS), kept = readJson(KEPT)) {
  const folder = join(release, 'pages/static')
  await precompress(folder)
  const weights = weighPages(folder, browser)
  writeWeights(release, weights)
  const faults = exceeded(weights, budgets, readKept(kept))
  if (faults.length > 0)
    throw new Error(
      [
        'Pages are heavier than scripts/weight/budgets.json allows:',
        ...faults,
        'Make them lighter, or say in the commit why the budget grows.',
      ].join('\n'),
    )
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))
