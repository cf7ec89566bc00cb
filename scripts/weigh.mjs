// What the pages of the last build weigh, beside their budgets. `--keep` writes down what they are made of, for the next
// build that exceeds one to say what has grown: after a change of the budgets.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { keep } from './weight/budget.mjs'
import { BUDGETS, KEPT, readWeights } from './weight/files.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const weights = readWeights('dist')
const budgets = JSON.parse(readFileSync(BUDGETS, 'utf8'))
console.log('JavaScript of a first page, KB by brotli      now   budget')
for (const [route, { kilobytes }] of Object.entries(weights))
  console.log(
    `  ${route.padEnd(38)} ${kilobytes.toFixed(1).padStart(8)} ${String(budgets[route]).padStart(8)}`,
  )
if (process.argv.includes('--keep')) writeFileSync(KEPT, `${JSON.stringify(keep(weights), null, 2)}\n`)
