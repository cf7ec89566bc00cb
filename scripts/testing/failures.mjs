import { existsSync, readFileSync } from 'node:fs'

/** As much of a page as shows where a story stood. */
const PAGE_LINES_MAX = 60

/** What failed in a report of vitest, each with its messages. */
export function vitestFailures(report) {
  return (report?.testResults ?? []).flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    const ofTests = failed.map(
      (test) => `${file.name} › ${test.fullName}\n${test.failureMessages.join('\n')}`,
    )
    return file.status === 'failed' && failed.length === 0 ? [`${file.name}\n${file.message}`] : ofTests
  })
}

/** What failed in a report of Playwright, likewise. */
export function playwrightFailures(suites = []) {
  return suites.flatMap((suite) => [
    ...(suite.specs ?? [])
      .filter((spec) => !spec.ok)
      .map((spec) => `${spec.file}:${spec.line} › ${spec.title}\n${messages(spec).join('\n')}`),
    ...playwrightFailures(suite.suites),
  ])
}

function messages(spec) {
  const results = spec.tests.flatMap((test) => test.results)
  return results.flatMap(({ errors = [], attachments = [] }) => [
    ...errors.map((error) => error.message),
    ...attachments
      .filter(({ name, path }) => name === 'error-context' && existsSync(path))
      .map(({ path }) => pageIn(path)),
  ])
}

/** The page as it was, from what Playwright has written of the failure: what it is about, without what all pages have. */
function pageIn(path) {
  const [, page] = /```yaml\n([\s\S]*?)\n?```/.exec(readFileSync(path, 'utf8')) ?? []
  if (page === undefined) return ''
  const lines = page.split('\n').filter((line) => !line.includes('- /url:'))
  const start = lines.findIndex((line) => /^\s*- main\b/.test(line))
  const shown = lines.slice(Math.max(start, 0)).slice(0, PAGE_LINES_MAX)
  return `The page:\n${shown.map((line) => line.replaceAll(/ \[(ref|cursor)=\w+\]/g, '')).join('\n')}`
}
