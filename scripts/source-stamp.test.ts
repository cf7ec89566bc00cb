import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { readBuildInputs } from './build-inputs.mjs'
import { digestOf } from './source-stamp.mjs'

let inputs: string[]
let before: string
beforeAll(async () => {
  inputs = await readBuildInputs()
  before = digest()
})

/** Of the sources as they are, but for an edit of one of them. */
const digest = (edited?: string) =>
  digestOf(inputs, (path: string) => (path === edited ? 'edited' : readFileSync(path)))

const [migration = ''] = readdirSync('lib/db/migrations').filter((name) => name.endsWith('.sql'))

it.each([
  'server.ts',
  'scripts/demo.ts',
  'scripts/build.mjs',
  'lib/process/socket-main.ts',
  'lib/process/routes-plugin.mjs',
  'lib/client/use-like.ts',
  'components/posts/post-card.tsx',
  'app/page.tsx',
  'app/globals.css',
  'app/icon.svg',
  'app/api/posts/route.ts',
  `lib/db/migrations/${migration}`,
  'next.config.js',
  'package-lock.json',
])('an edit of %s asks for a build', (path) => {
  expect(digest(path)).not.toBe(before)
})

it.each([
  'lib/money.test.ts',
  'scripts/source-stamp.test.ts',
  'tests/support/app/start-app.ts',
  'tests/posts/likes.test.ts',
  'e2e/stories/buy.spec.ts',
  'bench/api.ts',
  'scripts/test.mjs',
  'scripts/export.ts',
  'vitest.config.ts',
  'README.md',
])('an edit of %s does not', (path) => {
  readFileSync(path)
  expect(digest(path)).toBe(before)
})
