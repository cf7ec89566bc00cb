import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const MANIFEST = 'page_client-reference-manifest.js'

/**
 * What a browser loads of scripts when it comes to a page first, as the build's own manifests have it: kilobytes as they
 * are sent, by brotli, and characters of each module. By the path of the page.
 */
export function weighRoutes(pages, modulesOfScripts) {
  const { rootMainFiles } = JSON.parse(readFileSync(join(pages, 'build-manifest.json'), 'utf8'))
  const app = join(pages, 'server/app')
  const weights = {}
  for (const path of readdirSync(app, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith(MANIFEST) || path.startsWith('_')) continue
    const { entryJSFiles } = readManifest(join(app, path))
    const scripts = [...new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()])]
    const bytes = scripts.map((script) => statSync(join(pages, `${script}.br`)).size)
    weights[`/${path.replaceAll('\\', '/').slice(0, -MANIFEST.length)}`.replace(/(?<=.)\/$/, '')] = {
      kilobytes: bytes.reduce((sum, one) => sum + one, 0) / 1024,
      modules: sumUp(scripts.map((script) => modulesOfScripts.get(script.replace(/^static\//, '')) ?? [])),
    }
  }
  return weights
}

/** A script that puts JSON in a place of its own. */
function readManifest(path) {
  const text = readFileSync(path, 'utf8')
  return JSON.parse(text.slice(text.indexOf('] = ') + 4).replace(/;\s*$/, ''))
}

function sumUp(lists) {
  const sums = {}
  for (const [name, size] of lists.flatMap((list) => [...list])) sums[name] = (sums[name] ?? 0) + size
  return sums
}
