import { readdirSync, readFileSync } from 'node:fs'
import { findBrowser } from '../browser.mjs'
import { commandStep, playwrightStep, vitestStep } from './kinds.mjs'

const FOLDERS = ['lib', 'components', 'scripts', 'tests', 'e2e']
const TEST_FILE = /\.(test\.tsx?|spec\.ts)$/
/** The first text that is given to `test(`, `it.concurrent.each(…)(` and the like. */
const NAME = /\b(?:it|test|describe)\b[^'"`\n]*?\(\s*(?:async\s*)?(['"`])((?:\\.|(?!\1)[^\\])*)\1/gs
const EACH_NAME = /\)\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/gs

/**
 * What matches all the words, in the path of a test's file or in its name: on the embedded database, without the check,
 * and without a build unless a story in the browser is among it.
 */
export async function planMatching(words) {
  const groups = groupFiles(words.map((word) => word.toLowerCase()))
  const steps = []
  for (const { kind, files, inName } of groups.values()) {
    const label = inName.length === 0 ? '' : `, named like ${inName.join(' ')}`
    if (kind === 'vitest') steps.push(vitest(`${count(files)}${label}`, files, inName))
    else steps.push(...(await stories(`${count(files)}${label}`, kind, files, inName, steps)))
  }
  return { steps, skipped: [] }
}

const count = (files) => (files.length === 1 ? files[0] : `${files.length} files: ${files.join(' ')}`)

/** Files that are run alike: all of a file where the path has all the words, else what has the other words in its name. */
function groupFiles(words) {
  const groups = new Map()
  for (const file of FOLDERS.flatMap(testFiles)) {
    const inName = words.filter((word) => !file.toLowerCase().includes(word))
    if (inName.length > 0 && !namesIn(file).some((name) => inName.every((word) => name.includes(word))))
      continue
    const kind = configOf(file)
    const key = `${kind} ${inName.join(' ')}`
    const group = groups.get(key) ?? { kind, files: [], inName }
    group.files.push(file)
    groups.set(key, group)
  }
  return groups
}

function testFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => TEST_FILE.test(path))
    .map((path) => `${folder}/${path}`)
}

/** The names of its tests and of what they are in, as they are written. */
function namesIn(file) {
  const text = readFileSync(file, 'utf8')
  return [NAME, EACH_NAME].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, , name]) => name.toLowerCase()),
  )
}

function configOf(file) {
  if (!file.endsWith('.spec.ts')) return 'vitest'
  const [, own] = /^e2e\/(deploy|development|screens)\//.exec(file) ?? []
  return own === undefined ? 'e2e/playwright.config.ts' : `e2e/${own}/playwright.config.ts`
}

function vitest(name, files, inName) {
  const named = inName.length === 0 ? [] : ['-t', inName.map((word) => `(?=.*${anyCase(word)})`).join('')]
  return { name, run: () => vitestStep(name, [...files, ...named]) }
}

async function stories(name, config, files, inName, before) {
  const browser = await findBrowser()
  const named = inName.length === 0 ? [] : ['--grep', inName.map((word) => `(?=.*${escaped(word)})`).join('')]
  const build = {
    name: 'build',
    run: () => commandStep('build', process.execPath, ['scripts/build.mjs', '--if-needed']),
  }
  return [
    ...(before.some((step) => step.name === 'build') ? [] : [build]),
    {
      name,
      after: 'build',
      run: () => playwrightStep(name, ['-c', config, ...files, ...named], browser),
    },
  ]
}

const escaped = (word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** vitest minds the case. */
const anyCase = (word) => escaped(word).replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
