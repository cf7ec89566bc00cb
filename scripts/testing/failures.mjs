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
  return results.flatMap((result) => (result.errors ?? []).map((error) => error.message))
}
