import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TEST = /\.(test|spec)\.tsx?$/
/** In the name of a test or of a group of tests, wherever it stands in it. */
const NAMED = /(?:\b(?:it|test|describe)(?:\.\w+)*|\))\(\s*(['"`])((?:(?!\1).)*)\1/g

const rules = [
  ...readFileSync(join(ROOT, 'lib/realtime/SPEC.md'), 'utf8').matchAll(/^- \*\*\[([A-Z]\d+)\]/gm),
].map(([, rule]) => rule as string)

function rulesNamedByTests(): Set<string> {
  const named = new Set<string>()
  for (const folder of ['lib', 'tests', 'e2e']) {
    for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!TEST.test(file)) continue
      for (const [, , name = ''] of readFileSync(join(ROOT, folder, file), 'utf8').matchAll(NAMED)) {
        for (const [, rule] of name.matchAll(/\[([A-Z]\d+)\]/g)) named.add(rule as string)
      }
    }
  }
  return named
}

it('has each of its rules named by a test, and no test names one that it has not', () => {
  expect(rules.length).toBe(new Set(rules).size)
  expect([...rulesNamedByTests()].sort()).toEqual([...rules].sort())
})
