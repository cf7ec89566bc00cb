import { statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What a browser loads of scripts when it comes to a page first: kilobytes as they are sent, by brotli, and characters of
 * each module. By the name of the page. `browser` as scripts/browser/build-browser.mjs answers it.
 */
export function weighPages(folder, { scripts, modules }) {
  const weights = {}
  for (const [page, own] of Object.entries(scripts.pages)) {
    const all = [scripts.start, ...scripts.needs, ...own]
    const bytes = all.map((address) => statSync(`${join(folder, address.slice(STATIC.length))}.br`).size)
    weights[page] = {
      kilobytes: bytes.reduce((sum, one) => sum + one, 0) / 1024,
      modules: sumUp(all.map((address) => modules.get(address) ?? [])),
    }
  }
  return weights
}

const STATIC = '/_next/static/'

function sumUp(lists) {
  const sums = {}
  for (const [name, size] of lists.flatMap((list) => [...list])) sums[name] = (sums[name] ?? 0) + size
  return sums
}
