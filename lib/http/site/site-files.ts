import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fillOfflinePage } from './offline-page'

/** What the site is beside its pages: what a browser wants to install it, and to show while there is no connection. */
export interface SiteFiles {
  manifest: string
  icons: ReadonlyMap<string, Buffer>
  offlinePage: { html: string; policy: string }
  /** What is answered at `/sw.js`: a service worker, or one that takes itself away. */
  worker: { source: string; isOn: boolean }
}

/** Beside the module; the build puts it beside the bundle. */
const FOLDER = fileURLToPath(new URL('./site-files', import.meta.url))
/** Only beside a bundle: which sources it was built from. */
const STAMP = fileURLToPath(new URL('./stamp', import.meta.url))

const ICONS = ['192', '512', 'maskable-512', 'apple-touch']

/** Read once, when they are first asked for: a process that serves nobody has no use for them. */
export function openSiteFiles(options: { wantsWorker: boolean }): SiteFiles {
  let known: SiteFiles | undefined
  const files = () => {
    known ??= readSiteFiles(options)
    return known
  }
  return {
    get manifest() {
      return files().manifest
    },
    get icons() {
      return files().icons
    },
    get offlinePage() {
      return files().offlinePage
    },
    get worker() {
      return files().worker
    },
  }
}

function readSiteFiles({ wantsWorker }: { wantsWorker: boolean }): SiteFiles {
  const read = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8')
  const build = wantsWorker ? readBuild() : null
  const html = fillOfflinePage(read('offline.html'))
  return {
    manifest: read('manifest.webmanifest'),
    icons: new Map(ICONS.map((name) => [`${name}.png`, readFileSync(`${FOLDER}/icons/${name}.png`)])),
    offlinePage: { html, policy: policyFor(html) },
    worker:
      build === null
        ? { source: read('sw-off.js'), isOn: false }
        : { source: read('sw.js').replaceAll('{build}', build), isOn: true },
  }
}

/** The same in all processes of a release, wherever it was built; null where nothing was. */
function readBuild(): string | null {
  if (!existsSync(STAMP)) return null
  return (JSON.parse(readFileSync(STAMP, 'utf8')) as { digest: string }).digest.slice(0, 16)
}

/** It is kept by the browser, headers and all: what may run in it is named by its digest. */
function policyFor(html: string): string {
  return [
    "default-src 'none'",
    `script-src ${digests(html, 'script')}`,
    `style-src ${digests(html, 'style')}`,
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function digests(html: string, element: 'script' | 'style'): string {
  const contents = html.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, 'g'))
  return Array.from(contents, ([, text = '']) => {
    const digest = createHash('sha256').update(text).digest('base64')
    return `'sha256-${digest}'`
  }).join(' ')
}
