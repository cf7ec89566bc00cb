// The one check: format and lint (biome), the import rule, types, dead code, unit tests. Stops at nothing, so that one
// run shows everything; fails when any of them fails.
import { fileURLToPath } from 'node:url'
import { run, tool } from './steps.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const results = [
  await run('format, lint', tool('biome'), ['ci', '--error-on-warnings']),
  await run('import rule', process.execPath, ['scripts/import-rule/check.mjs']),
  await run('types', tool('tsc'), ['--project', '.']),
  await run('dead code', tool('knip'), []),
  await run('unit tests', tool('vitest'), ['run', '--project', 'unit']),
]
process.exitCode = results.every((result) => result.ok) ? 0 : 1
