import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { weighRelease } from './weigh-release.mjs'

const SCRIPT = `feed(${Array.from({ length: 900 }, (_, at) => Math.imul(at, 0x9e3779b1)).join()})`
const NOTHING_KEPT = { everywhere: {}, own: { feed: {} } }
const ADDRESS = '/_next/static/site/'
/** A build of one page. */
const BROWSER = {
  scripts: { start: `${ADDRESS}start.js`, needs: [], pages: { feed: [`${ADDRESS}feed.js`] } },
  modules: new Map([[`${ADDRESS}feed.js`, new Map([['components/feed.tsx', SCRIPT.length]])]]),
}

let release: string
let folder: string
beforeEach(() => {
  release = mkdtempSync(join(tmpdir(), 'fonana-weight-'))
  folder = join(release, 'pages/static/site')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'start.js'), 'start()')
  writeFileSync(join(folder, 'feed.js'), SCRIPT)
})
afterEach(() => rmSync(release, { recursive: true }))

it('lets a page pass that keeps within its budget, and packs its scripts', async () => {
  await weighRelease(release, BROWSER, { feed: 10 }, NOTHING_KEPT)
  expect(readdirSync(folder).sort()).toEqual(
    ['feed.js', 'feed.js.br', 'feed.js.gz', 'start.js', 'start.js.br', 'start.js.gz'].sort(),
  )
})

it('fails the build over one that does not, and names what has grown', async () => {
  await expect(weighRelease(release, BROWSER, { feed: 1 }, NOTHING_KEPT)).rejects.toThrow(
    /feed: \d\.\d KB, and 1 are its budget[\s\S]*new +components\/feed\.tsx/,
  )
})
