import { findBrowser } from '../browser.mjs'
import { tool } from '../steps.mjs'
import { answers, has } from './command.mjs'
import { bringFfmpeg } from './ffmpeg.mjs'
import { commandStep, playwrightStep, vitestStep } from './kinds.mjs'

const POSTGRES = { host: '127.0.0.1', port: 5432, url: 'postgres://postgres@127.0.0.1:5432/postgres' }
const REDIS = { host: '127.0.0.1', port: 6379, url: 'redis://127.0.0.1:6379' }
const STRESS = ['--seconds', '25', '--clients', '150']

/** Every step, the long ones cut so that they share the cores, and why what is left out is left out. */
export async function planEverything() {
  const [hasPostgres, hasRedis] = [await answers(POSTGRES), await answers(REDIS)]
  const hasRedisServer = has('redis-server')
  const missing = ['nginx', 'openssl', 'redis-server'].filter((command) => !has(command))
  if (!hasPostgres) missing.push('Postgres')
  const skipped = []
  if (!bringFfmpeg()) skipped.push('tests that convert film, without ffmpeg')
  if (!hasPostgres) {
    skipped.push(`integration tests on Postgres, nothing answers at ${POSTGRES.host}:${POSTGRES.port}`)
  }
  if (!hasRedis) skipped.push(`integration tests on Redis, nothing answers at ${REDIS.host}:${REDIS.port}`)
  if (missing.length > 0) skipped.push(`the deployment behind nginx, without ${missing.join(', ')}`)
  if (!hasPostgres || !hasRedisServer) skipped.push('stress, without Postgres and redis-server')

  const browser = await browserSteps(missing.length === 0)
  const stress = command('stress', tool('tsx'), 'e2e/stress/run.ts', ...STRESS)
  const steps = [
    command('format, lint', tool('biome'), 'ci', '--error-on-warnings'),
    command('import rule', process.execPath, 'scripts/import-rule/check.mjs'),
    command('build', process.execPath, 'scripts/build.mjs', '--if-needed'),
    command('types', tool('tsc'), '--project', '.'),
    command('dead code', tool('knip')),
    vitest('unit tests', '--project=unit'),
    // A browser beside what waits for a database or a node: neither of them keeps both cores busy.
    ...browser.slice(0, 1),
    vitest('integration tests on the embedded database', '--project=integration'),
    ...browser.slice(1),
    ...(hasPostgres ? [onPostgres(hasRedis)] : []),
    ...(hasPostgres && hasRedisServer ? [{ ...stress, after: 'build' }] : []),
  ]
  return { steps, skipped }
}

function command(name, executable, ...args) {
  return { name, run: () => commandStep(name, executable, args) }
}

function vitest(name, ...args) {
  return { name, run: () => vitestStep(name, args) }
}

function onPostgres(hasRedis) {
  const name = `integration tests on Postgres${hasRedis ? ' and Redis' : ''}`
  const env = { TEST_DATABASE_URL: POSTGRES.url, ...(hasRedis && { TEST_REDIS_URL: REDIS.url }) }
  return { name, run: () => vitestStep(name, ['--project=integration'], env) }
}

async function browserSteps(hasDeployment) {
  let path
  try {
    path = await findBrowser()
  } catch (error) {
    const failures = [`the browser: ${error.message}`]
    const run = async () => ({ output: error.message, passed: 0, failed: 1, failures })
    return [{ name: 'the browser', run }]
  }
  const step = (name, config, ...args) => ({
    name,
    after: 'build',
    run: () => playwrightStep(name, ['-c', config, '--workers=1', ...args], path),
  })
  const stories = 'e2e/playwright.config.ts'
  const development = step('the app in development', 'e2e/development/playwright.config.ts')
  return [
    step('the process, and stories in the browser, 1 of 2', stories, '--shard=1/2'),
    step('the process, and stories in the browser, 2 of 2', stories, '--shard=2/2'),
    { ...development, after: undefined },
    ...(hasDeployment ? [step('the deployment behind nginx', 'e2e/deploy/playwright.config.ts')] : []),
  ]
}
