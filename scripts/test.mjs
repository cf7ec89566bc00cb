// All tests: the check, then integration tests on the embedded database and, where it answers, on Postgres, then the
// process and the stories in a browser. Gets what is missing. Ends with a line that counts.
import { mkdtempSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './browser.mjs'
import { isBuilt } from './source-stamp.mjs'
import { run, tool } from './steps.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
process.env.NEXT_TELEMETRY_DISABLED = '1'

const POSTGRES = { host: '127.0.0.1', port: 5432, url: 'postgres://postgres@127.0.0.1:5432/postgres' }
const reports = mkdtempSync(join(tmpdir(), 'fonana-reports-'))
const total = { passed: 0, failed: 0 }

await step('format, lint, import rule', tool('biome'), ['ci', '--error-on-warnings'])
await step('types', tool('tsc'), ['--project', '.'])
await step('dead code', tool('knip'), [])
await vitest('unit tests', 'unit')
await vitest('integration tests on the embedded database', 'integration')
if (await answers(POSTGRES)) {
  await vitest('integration tests on Postgres', 'integration', { TEST_DATABASE_URL: POSTGRES.url })
} else {
  console.log(
    `\nSKIPPED: integration tests on Postgres, nothing answers at ${POSTGRES.host}:${POSTGRES.port}`,
  )
}
console.log('\nSKIPPED: tests on Redis, this version does not use it yet')
if (!isBuilt()) await step('build', process.execPath, ['scripts/build.mjs'])
await browserTests()

console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

/** A step without tests of its own counts as one. */
async function step(name, command, args) {
  count((await run(name, command, args)).ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
}

async function vitest(name, project, env = {}) {
  const file = join(reports, `${name.replaceAll(' ', '-')}.json`)
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  const { ok } = await run(name, tool('vitest'), args, env)
  const report = read(file)
  count({
    passed: report?.numPassedTests ?? 0,
    // Also what fails outside of any test: a file that cannot be loaded, an error nobody caught.
    failed: Math.max(report?.numFailedTests ?? 0, ok ? 0 : 1),
  })
}

async function browserTests() {
  let executable
  try {
    executable = await findBrowser()
  } catch (error) {
    console.log(`\nFAILED: ${error.message}`)
    return count({ passed: 0, failed: 1 })
  }
  const file = join(reports, 'playwright.json')
  const { ok } = await run(
    'the process, and stories in the browser',
    tool('playwright'),
    ['test', '-c', 'e2e/playwright.config.ts'],
    { CHROMIUM_PATH: executable, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  )
  const stats = read(file)?.stats
  count({
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: Math.max(stats?.unexpected ?? 0, ok ? 0 : 1),
  })
}

function count({ passed, failed }) {
  total.passed += passed
  total.failed += failed
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function answers({ host, port }) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 })
    const end = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}
