import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { weighRelease } from './weigh-release.mjs'

const SCRIPT = `feed(${Array.from({ length: 900 }, (_, at) => Math.imul(at, 0x9e3779b1)).join()})`
const NOTHING_KEPT = { everywhere: {}, own: { '/': {} } }

let release: string
const write = (name: string, text: string) => {
  mkdirSync(dirname(join(release, name)), { recursive: true })
  writeFileSync(join(release, name), text)
}

/** As Next leaves a build of one page. */
beforeEach(() => {
  release = mkdtempSync(join(tmpdir(), 'fonana-weight-'))
  write('pages/build-manifest.json', JSON.stringify({ rootMainFiles: ['static/chunks/root.js'] }))
  const manifest = JSON.stringify({ entryJSFiles: { 'app/page': ['static/chunks/page.js'] } })
  write('pages/server/app/page_client-reference-manifest.js', `globalThis.X["/page"] = ${manifest};`)
  write('pages/static/chunks/root.js', 'root()')
  write('pages/static/chunks/page.js', `${SCRIPT}\n\n//# sourceMappingURL=other.js.map`)
  write(
    'pages/static/chunks/other.js.map',
    JSON.stringify({ mappings: 'AAAA', sources: ['turbopack:///[project]/components/feed.tsx'] }),
  )
})
afterEach(() => rmSync(release, { recursive: true }))

it('lets a page pass that keeps within its budget, packed and without its map', async () => {
  await weighRelease(release, { '/': 10 }, NOTHING_KEPT)
  expect(readdirSync(join(release, 'pages/static/chunks')).sort()).toEqual(
    ['page.js', 'page.js.br', 'page.js.gz', 'root.js', 'root.js.br', 'root.js.gz'].sort(),
  )
  expect(readFileSync(join(release, 'pages/static/chunks/page.js'), 'utf8').trimEnd()).toBe(SCRIPT)
})

it('fails the build over one that does not, and names what has grown', async () => {
  await expect(weighRelease(release, { '/': 1 }, NOTHING_KEPT)).rejects.toThrow(
    /\/: \d\.\d KB, and 1 are its budget[\s\S]*new +components\/feed\.tsx/,
  )
})
