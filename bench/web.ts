// `npm run bench:web`: what a page costs a phone, a slow line and the server, beside an earlier release in the same run.
// Takes a commit, a tag or the folder of another checkout; `--without-previous` for none; `--runs 1` for a quick look.
import { fileURLToPath } from 'node:url'
import { machine } from './load'
import { buildIfNeeded } from './web/build'
import { watchMachine } from './web/busy'
import { interactionRows } from './web/interactions'
import { lighthouseRows } from './web/lighthouse'
import { readOptions } from './web/options'
import { takePrevious } from './web/previous'
import { type Site, startEmbedded, startOnPostgres } from './web/site'
import { slowLineRows } from './web/slow-line'
import { printTable, type Row } from './web/table'
import { throughputRows } from './web/throughput'
import { viewRows } from './web/views'
import { weightRows } from './web/weight'

const { previous, runs } = readOptions(process.argv.slice(2))
const here = { name: 'this', root: fileURLToPath(new URL('..', import.meta.url)) }
const checkouts = previous === null ? [here] : [takePrevious(previous), here]
for (const { root } of checkouts) buildIfNeeded(root)

console.log(machine())
const howBusy = watchMachine()
await onSites(startEmbedded, async (sites) => {
  await show(`Lighthouse for phones, median of ${runs}`, sites, (them) => lighthouseRows(them, runs))
  await show('As sent, with an empty cache, on a phone', sites, weightRows)
  await show(`Slow 3G, processor ÷ 4, median of ${runs}`, sites, (them) => slowLineRows(them, runs))
  await show('Interaction to next paint, on a phone', sites, interactionRows)
  await show('A view in a browser, to the server', sites, viewRows)
  await show('Signed-in pages, server on one core', sites, (them) => throughputRows(them, 'embedded'))
})
await onSites(startOnPostgres, (sites) =>
  show('Signed-in pages, server on one core', sites, (them) => throughputRows(them, 'Postgres')),
)
console.log(`The machine: ${howBusy()}`)

/** Starts all of them and ends what it has started, whatever happens. */
async function onSites(
  start: (checkout: typeof here) => Promise<Site | null>,
  measure: (sites: readonly Site[]) => Promise<void>,
): Promise<void> {
  const sites: Site[] = []
  try {
    for (const checkout of checkouts) {
      const site = await start(checkout)
      if (site === null) return console.log('Left out: no Postgres answers\n')
      sites.push(site)
    }
    await measure(sites)
  } finally {
    for (const site of sites) await site.stop()
  }
}

/** A figure that could not be taken is said so, and the others are taken. */
async function show(
  title: string,
  sites: readonly Site[],
  measure: (sites: readonly Site[]) => Promise<Row[]>,
): Promise<void> {
  const names = sites.map(({ name }) => name)
  try {
    printTable(title, names, await measure(sites))
  } catch (error) {
    process.exitCode = 1
    console.log(`${title}: FAILED, ${error instanceof Error ? error.message : String(error)}\n`)
  }
}
