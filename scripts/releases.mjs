// A build is a release: a folder of its own, which is never changed once it is whole. `dist` leads to the newest. So a
// server goes on running on the files that it was started with while the next release is built, and the scripts and
// styles of pages that are open in browsers stay where those pages look for them.
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const RELEASES = '.releases'
const CURRENT = 'dist'
/** Where Next builds. */
const WORKSHOP = '.next'
/** What Next needs for its next build, or in development. */
const STAYS = new Set(['cache', 'dev', 'types', 'trace', 'trace-build', 'lock'])
/** A page that somebody leaves open longer than this is told to load anew. */
const PAGES_LIVE_MS = 14 * 24 * 60 * 60 * 1000
/** Those before the newest that a server may still be running on. */
const KEPT_BEFORE = 2

/** An empty folder for the next release. */
export function beginRelease(digest) {
  const folder = join(RELEASES, `${Date.now().toString(36)}-${digest.slice(0, 8)}`)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Moves what Next has built into the release. */
export function takePages(release) {
  const pages = join(release, 'pages')
  mkdirSync(pages)
  for (const name of readdirSync(WORKSHOP))
    if (!STAYS.has(name)) renameSync(join(WORKSHOP, name), join(pages, name))
  mendLinks(join(WORKSHOP, 'node_modules'), join(pages, 'node_modules'))
  keepOldFiles(join(pages, 'static'))
}

/** Next names packages by links, which count from where they were made. */
function mendLinks(from, to) {
  if (!existsSync(to)) return
  for (const name of readdirSync(to)) {
    const link = join(to, name)
    if (!lstatSync(link).isSymbolicLink()) {
      mendLinks(join(from, name), link)
      continue
    }
    const target = resolve(from, readlinkSync(link))
    rmSync(link)
    symlinkSync(relative(dirname(resolve(link)), target), link)
  }
}

/**
 * Their names tell their content: those of the release before stand beside the new ones. It is the one of this checkout,
 * or of the one that FONANA_BEFORE names.
 */
function keepOldFiles(folder) {
  const before = join(process.env.FONANA_BEFORE ?? '.', CURRENT, 'pages/static')
  if (!existsSync(before)) return
  for (const path of readdirSync(before, { recursive: true, encoding: 'utf8' })) {
    const [old, kept] = [join(before, path), join(folder, path)]
    const facts = statSync(old)
    if (!facts.isFile() || existsSync(kept) || facts.mtimeMs < Date.now() - PAGES_LIVE_MS) continue
    mkdirSync(dirname(kept), { recursive: true })
    cpSync(old, kept, { preserveTimestamps: true })
  }
}

/** From here on it is the one that is started, at once and whole; those that nobody can be running on are gone. */
export function publishRelease(release) {
  const link = `${CURRENT}.new`
  rmSync(link, { recursive: true, force: true })
  symlinkSync(release, link, 'junction')
  // Made by a version that had no releases: it cannot be replaced at once.
  if (existsSync(CURRENT) && !lstatSync(CURRENT).isSymbolicLink()) rmSync(CURRENT, { recursive: true })
  renameSync(link, CURRENT)
  const current = realpathSync(CURRENT)
  const older = readdirSync(RELEASES)
    .filter((name) => realpathSync(join(RELEASES, name)) !== current)
    .sort((a, b) => statSync(join(RELEASES, b)).mtimeMs - statSync(join(RELEASES, a)).mtimeMs)
  for (const name of older.slice(KEPT_BEFORE)) rmSync(join(RELEASES, name), { recursive: true })
}
