// What a browser runs: the site's own scripts, beside those of Next, which run the pages that Next answers.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { ENTRIES } from '../build-inputs.mjs'
import { modulesOf } from '../weight/chunk-modules.mjs'
import { bringFilesTogether } from './bring.mjs'
import { writeWords } from './write-words.mjs'

/** Each page is a screen of its name. */
const SCREEN = /\/components\/screens\/([\w-]+)-screen\.tsx$/
/** Below the static files of the pages. */
const FOLDER = 'site'

/**
 * Builds the scripts into `folder`, the static files of a release, and answers where they are: `scripts` as
 * lib/pages/site-scripts.ts has it, and of what modules each is made.
 */
export async function buildBrowser(folder) {
  const bundle = await rolldown({
    input: ENTRIES.browser,
    platform: 'browser',
    tsconfig: 'tsconfig.json',
    transform: { define: { 'process.env.NODE_ENV': '"production"' }, target: 'es2022' },
    onLog(level, log, handle) {
      // 'use client' is for Next.
      if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log)
    },
  })
  const { output } = await bundle.generate({
    format: 'es',
    minify: true,
    sourcemap: 'hidden',
    entryFileNames: '[name]-[hash].js',
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: {
      groups: [
        // All pages begin with it.
        { name: 'base', tags: ['$initial'], priority: 2 },
        // What several pages have: one file that each needs only in part, in place of dozens.
        { name: 'shared', minShareCount: SHARED_BY },
      ],
    },
  })
  await bundle.close()
  const chunks = new Map(output.filter(({ type }) => type === 'chunk').map((it) => [it.fileName, it]))
  const start = [...chunks.values()].find(({ isEntry }) => isEntry)
  const needs = closure(chunks, start.fileName)
  const screens = [...chunks.values()].flatMap((chunk) => {
    const name = SCREEN.exec(chunk.facadeModuleId?.replaceAll('\\', '/') ?? '')?.[1]
    return name === undefined ? [] : [[name, closure(chunks, chunk.fileName, needs)]]
  })

  mkdirSync(join(folder, FOLDER), { recursive: true })
  for (const { fileName, code } of chunks.values())
    writeFileSync(
      join(folder, FOLDER, fileName),
      bringFilesTogether(code, (name) => closure(chunks, name, needs)),
    )

  const address = (name) => `/_next/static/${FOLDER}/${name}`
  const words = await writeWords(join(folder, FOLDER))
  const others = [...needs].filter((name) => name !== start.fileName)
  return {
    scripts: {
      start: address(start.fileName),
      needs: others.map(address),
      words: Object.fromEntries(Object.entries(words).map(([locale, name]) => [locale, address(name)])),
      pages: Object.fromEntries(screens.map(([page, names]) => [page, [...names].map(address)]).sort()),
    },
    modules: new Map([...chunks.values()].map((it) => [address(it.fileName), madeOf(it)])),
  }
}

/** By so many parts of the site. Each file is an answer more to wait for, and a browser asks for six at a time. */
const SHARED_BY = 4

/** A script that only leads on to others has no map. */
const madeOf = ({ code, map }) => (map === null ? new Map() : modulesOf(code, map))

/** A chunk and all that it imports, without what is there already. */
function closure(chunks, name, known = new Set(), found = new Set()) {
  if (known.has(name) || found.has(name) || !chunks.has(name)) return found
  found.add(name)
  for (const other of chunks.get(name).imports) closure(chunks, other, known, found)
  return found
}
