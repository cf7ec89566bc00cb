// All tests, or what matches the words that it is given. All: the check, integration tests on the embedded database and,
// where they answer, on Postgres and Redis, the process and the stories in a browser, the deployment behind nginx, and a
// short stress run; two steps at a time on two cores. Gets what is missing and says what it skips. Ends with the times,
// what failed, by name, and a line that counts.
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { planEverything } from './testing/everything.mjs'
import { planMatching } from './testing/matching.mjs'
import { runSteps } from './testing/schedule.mjs'
import { summarize } from './testing/summary.mjs'
import { keepTemporaryFilesInMemory } from './testing/temporary-folder.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
process.env.NEXT_TELEMETRY_DISABLED = '1'
keepTemporaryFilesInMemory()

const words = process.argv.slice(2)
const { steps, skipped } = words.length === 0 ? await planEverything() : await planMatching(words)
const results = await runSteps(steps, Math.max(2, availableParallelism()))
if (results.every(({ passed, failed }) => passed + failed === 0))
  console.log(`Nothing matches: ${words.join(' ')}`)
process.exitCode = summarize(results, skipped) ? 0 : 1
