import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { precompress } from '../precompress.mjs'
import { exceeded, readKept } from './budget.mjs'
import { BUDGETS, KEPT, writeWeights } from './files.mjs'
import { weighRoutes } from './routes.mjs'
import { takeMaps } from './take-maps.mjs'

/** Packs the scripts of a release and weighs them by page. Throws where a page is heavier than its budget. */
export async function weighRelease(release, budgets = readJson(BUDGETS), kept = readJson(KEPT)) {
  const pages = join(release, 'pages')
  const modules = takeMaps(join(pages, 'static'))
  await precompress(join(pages, 'static'))
  const weights = weighRoutes(pages, modules)
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
