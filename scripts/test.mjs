// All tests: the check, then integration tests on the embedded database and, where they answer, on Postgres and Redis,
// then the process and the stories in a browser, the deployment behind nginx, and a short stress run. Gets what is
// missing and says what it skips. Ends with what failed, by name, and a line that counts.
import { spawnSync } from 'node:child_process'
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
const REDIS = { host: '127.0.0.1', port: 6379, url: 'redis://127.0.0.1:6379' }
const STRESS = ['--seconds', '25', '--clients', '150']
const reports = mkdtempSync(join(tmpdir(), 'fonana-reports-'))
const total = { passed: 0, failed: 0 }
/** What failed, said again at the end: a log this long is often kept only by its tail. */
const failures = []

await step('format, lint, import rule', tool('biome'), ['ci', '--error-on-warnings'])
await step('types', tool('tsc'), ['--project', '.'])
await step('dead code', tool('knip'), [])
await vitest('unit tests', 'unit')
await vitest('integration tests on the embedded database', 'integration')
const hasPostgres = await answers(POSTGRES)
const hasRedis = await answers(REDIS)
if (hasPostgres) {
  const env = { TEST_DATABASE_URL: POSTGRES.url, ...(hasRedis && { TEST_REDIS_URL: REDIS.url }) }
  // The ledgers and the browser's side know no database: once is enough for them, and for what a Solana node does.
  await vitest(`integration tests on Postgres${hasRedis ? ' and Redis' : ''}`, 'integration', env, [
    '--exclude=lib/ledger/**',
    '--exclude=lib/client/**',
    '--exclude=lib/test/rolled-back-payments.test.ts',
    '--exclude=lib/test/access-rebuild-node.test.ts',
  ])
}
if (!hasPostgres)
  skip('integration tests on Postgres', `nothing answers at ${POSTGRES.host}:${POSTGRES.port}`)
if (!hasRedis) skip('integration tests on Redis', `nothing answers at ${REDIS.host}:${REDIS.port}`)
if (!isBuilt()) await step('build', process.execPath, ['scripts/build.mjs'])
await browserTests('the process, and stories in the browser', 'e2e/playwright.config.ts')
const missing = ['nginx', 'openssl', 'redis-server'].filter((command) => !has(command))
if (!hasPostgres) missing.push('Postgres')
if (missing.length === 0) {
  await browserTests('the deployment behind nginx', 'e2e/deploy/playwright.config.ts')
} else {
  skip('the deployment behind nginx', `without ${missing.join(', ')}`)
}
if (hasPostgres && has('redis-server')) await step('stress', tool('tsx'), ['e2e/stress/run.ts', ...STRESS])
else skip('stress', 'without Postgres and redis-server')

for (const failure of failures) console.log(`\nFAILED ${failure}`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

/** A step without tests of its own counts as one. */
async function step(name, command, args) {
  const { ok } = await run(name, command, args)
  if (!ok) failures.push(name)
  count(ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
}

async function vitest(name, project, env = {}, options = []) {
  const file = join(reports, `${name.replaceAll(' ', '-')}.json`)
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...options,
  ]
  const { ok } = await run(name, tool('vitest'), args, env)
  const report = read(file)
  if (!ok) failures.push(name, ...vitestFailures(report))
  count({
    passed: report?.numPassedTests ?? 0,
    // Also what fails outside of any test: a file that cannot be loaded, an error nobody caught.
    failed: Math.max(report?.numFailedTests ?? 0, ok ? 0 : 1),
  })
}

async function browserTests(name, config) {
  let executable
  try {
    executable = await findBrowser()
  } catch (error) {
    failures.push(`${name}: ${error.message}`)
    return count({ passed: 0, failed: 1 })
  }
  const file = join(reports, `${name.replaceAll(' ', '-')}.json`)
  const { ok } = await run(name, tool('playwright'), ['test', '-c', config], {
    CHROMIUM_PATH: executable,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const report = read(file)
  const stats = report?.stats
  if (!ok) failures.push(name, ...playwrightFailures(report?.suites))
  count({
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: Math.max(stats?.unexpected ?? 0, ok ? 0 : 1),
  })
}

function vitestFailures(report) {
  return (report?.testResults ?? []).flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    const ofTests = failed.map(
      (test) => `${file.name} › ${test.fullName}\n${test.failureMessages.join('\n')}`,
    )
    return file.status === 'failed' && failed.length === 0 ? [`${file.name}\n${file.message}`] : ofTests
  })
}

function playwrightFailures(suites = []) {
  return suites.flatMap((suite) => [
    ...(suite.specs ?? [])
      .filter((spec) => !spec.ok)
      .map((spec) => `${spec.file}:${spec.line} › ${spec.title}\n${messages(spec).join('\n')}`),
    ...playwrightFailures(suite.suites),
  ])
}

function messages(spec) {
  const results = spec.tests.flatMap((test) => test.results)
  return results.flatMap((result) => (result.errors ?? []).map((error) => error.message))
}

function skip(name, reason) {
  console.log(`\nSKIPPED: ${name}, ${reason}`)
}

function has(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0
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
