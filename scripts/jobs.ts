// Jobs that wait, run or were given up: what is there, and `-- retry <id>` or `-- retry all` for what was given up.
import { readConfig } from '@/lib/config'
import { listJobs, retryFailed } from '@/lib/jobs/list'
import { tellExpected } from '@/lib/process/tell-expected'
import { withDatabase } from '@/lib/process/with-database'
import { Id } from '@/lib/schema/common'

const SHOWN_MAX = 200
const USAGE = 'Usage: npm run jobs [-- retry <id>|all]'

const [action, which, ...rest] = process.argv.slice(2)
const isRetry = action === 'retry' && (which === 'all' || Id.safeParse(which).success) && rest.length === 0
if (action !== undefined && !isRetry) {
  console.error(USAGE)
  process.exitCode = 1
} else {
  await tellExpected(async () => {
    await withDatabase(readConfig(process.env), async (db) => {
      if (isRetry)
        console.log(`${await db.transact((tx) => retryFailed(tx, which ?? 'all'))} will be tried again.`)
      const jobs = await listJobs(db.read, SHOWN_MAX)
      for (const job of jobs) {
        const due = `${job.state === 'failed' ? 'given up' : job.state}, ${(job.failedAt ?? job.runAt).toISOString()}`
        console.log(`${job.id} ${job.kind} ${JSON.stringify(job.params)} ${due}, attempts: ${job.attempts}`)
        if (job.lastError !== null) console.log(`  ${job.lastError}`)
      }
      console.log(jobs.length < SHOWN_MAX ? `${jobs.length} jobs.` : `The first ${SHOWN_MAX} jobs.`)
    })
  })
}
