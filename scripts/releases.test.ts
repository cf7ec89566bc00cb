import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const releases = fileURLToPath(new URL('./releases.mjs', import.meta.url))

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fonana-releases-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const path = (name: string) => join(root, name)
const write = (name: string, text: string) => {
  mkdirSync(join(path(name), '..'), { recursive: true })
  writeFileSync(path(name), text)
}

/** Builds as scripts/build.mjs does, with one script of the page. */
function release(name: string): string {
  write(`.next/static/chunks/${name}.js`, name)
  write('.next/cache/kept', '')
  mkdirSync(path('.next/node_modules'), { recursive: true })
  mkdirSync(path('node_modules/a-package'), { recursive: true })
  symlinkSync('../../node_modules/a-package', path('.next/node_modules/a-package-1234'))
  const script = `
    import { beginRelease, publishRelease, takePages } from ${JSON.stringify(releases)}
    const release = beginRelease('${name}')
    takePages(release)
    publishRelease(release)`
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root })
  return realpathSync(path('dist'))
}

it('leaves what a server runs on as it is, and serves its files on beside the new ones', () => {
  const first = release('first')
  const second = release('second')
  expect(second).not.toBe(first)
  expect(readFileSync(join(first, 'pages/static/chunks/first.js'), 'utf8')).toBe('first')
  expect(existsSync(join(first, 'pages/static/chunks/second.js'))).toBe(false)
  expect(readdirSync(join(second, 'pages/static/chunks')).sort()).toEqual(['first.js', 'second.js'])
  expect(realpathSync(join(second, 'pages/node_modules/a-package-1234'))).toBe(
    realpathSync(path('node_modules/a-package')),
  )
  expect(readdirSync(path('.next'))).toEqual(['cache'])
})

it('gives up the files of pages that nobody has open any more, and releases that nobody runs', () => {
  const first = release('first')
  const longAgo = new Date(Date.now() - 15 * 24 * 60 * 60 * 1000)
  utimesSync(join(first, 'pages/static/chunks/first.js'), longAgo, longAgo)
  expect(readdirSync(join(release('second'), 'pages/static/chunks'))).toEqual(['second.js'])
  release('third')
  const last = release('fourth')
  expect(existsSync(first)).toBe(false)
  expect(readdirSync(path('.releases'))).toHaveLength(3)
  expect(existsSync(join(last, 'pages/static/chunks/second.js'))).toBe(true)
})

it('takes the place of a folder that an earlier version has built', () => {
  write('dist/server.js', '')
  expect(readdirSync(release('first'))).toEqual(['pages'])
})
