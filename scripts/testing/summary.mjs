/** Prints the steps with their times, what failed by name, and a line that counts. Answers whether all is well. */
export function summarize(results, skipped) {
  console.log('\nstep, seconds, passed, failed')
  for (const { name, seconds, passed, failed } of results) {
    console.log(`${name.padEnd(52)} ${columns(seconds.toFixed(0), passed, failed)}`)
  }
  for (const line of skipped) console.log(`\nSKIPPED: ${line}`)
  // Said again at the end: a log this long is often kept only by its tail.
  for (const failure of results.flatMap(({ failures }) => failures)) console.log(`\nFAILED ${failure}`)
  const [passed, failed] = [sum(results, 'passed'), sum(results, 'failed')]
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0
}

const columns = (...values) => values.map((value) => String(value).padStart(6)).join(' ')
const sum = (results, key) => results.reduce((total, result) => total + result[key], 0)
