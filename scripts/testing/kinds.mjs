// The kinds of steps. Each answers how many tests passed and failed, the names of those that failed, and its output.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tool } from '../steps.mjs'
import { capture } from './command.mjs'
import { playwrightFailures, vitestFailures } from './failures.mjs'

const reports = mkdtempSync(join(tmpdir(), 'fonana-reports-'))

/** A step without tests of its own counts as one. */
export async function commandStep(name, command, args) {
  const { ok, output } = await capture(command, args)
  return { output, passed: Number(ok), failed: Number(!ok), failures: ok ? [] : [name] }
}

export async function vitestStep(name, args, env = {}) {
  const file = reportFile(name)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { ok, output } = await capture(tool('vitest'), ['run', ...reporters, ...args], env)
  const report = read(file)
  return {
    output,
    passed: report?.numPassedTests ?? 0,
    // Also what fails outside of any test: a file that cannot be loaded, an error nobody caught.
    failed: Math.max(report?.numFailedTests ?? 0, ok ? 0 : 1),
    failures: ok ? [] : [name, ...vitestFailures(report)],
  }
}

/** `browser` is the path of a Chromium; undefined for Playwright's own. */
export async function playwrightStep(name, args, browser) {
  const file = reportFile(name)
  const output = ['--output', join('test-results', slug(name))]
  const result = await capture(tool('playwright'), ['test', ...output, ...args], {
    ...(browser && { CHROMIUM_PATH: browser }),
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const report = read(file)
  const { expected = 0, flaky = 0, unexpected = 0 } = report?.stats ?? {}
  return {
    output: result.output,
    passed: expected + flaky,
    failed: Math.max(unexpected, result.ok ? 0 : 1),
    failures: result.ok ? [] : [name, ...playwrightFailures(report?.suites)],
  }
}

const slug = (name) => name.replaceAll(/[^a-z0-9]+/gi, '-')
const reportFile = (name) => join(reports, `${slug(name)}.json`)

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
