import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Within the project, so that its packages are found; ignored by its tools. */
const COPY = join(ROOT, '.cache/development')
const SOURCES = [
  'app',
  'components',
  'lib',
  'scripts',
  'server.ts',
  'next.config.js',
  'postcss.config.mjs',
  'package.json',
  'tsconfig.json',
]

export interface SiteCopy {
  folder: string
  /** Changes the one place of a file where this stands, from what the file is in the sources. */
  edit(file: string, from: string | RegExp, to: string): void
  remove(): void
}

/** What the app is made of, to be edited while other tests run on the sources themselves. */
export function copySite(): SiteCopy {
  rmSync(COPY, { recursive: true, force: true })
  for (const source of SOURCES) cpSync(join(ROOT, source), join(COPY, source), { recursive: true })
  return {
    folder: COPY,
    edit(file, from, to) {
      const text = readFileSync(join(ROOT, file), 'utf8')
      const parts = text.split(from)
      if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} of ${from}`)
      writeFileSync(join(COPY, file), parts.join(to))
    },
    remove: () => rmSync(COPY, { recursive: true, force: true }),
  }
}
