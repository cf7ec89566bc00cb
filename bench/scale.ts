// What the reads of pages, API and timers cost on a grown site: p50 and p99 of each on pages 1, 100 and 1,000, one after
// the other on one connection, with the plan of its first statement. On a Postgres database of its own, which it fills.
import { loadavg } from 'node:os'
import { openDatabase } from '../lib/db/database'
import { grownBy, seedGrown } from '../lib/demo/grown'
import { captureStatements, explain, type PlanNode } from '../tests/support/database/captured-statements'
import { GROWN_READS, LIMIT, sceneOf } from '../tests/support/database/grown-reads'
import { createPostgresDatabase } from '../tests/support/database/postgres'
import { machine } from './load'
import { quantileOf } from './quantiles'

const POSTS = Number(process.argv[2] ?? 1_000_000)
const PAGES = [1, 100, 1_000]
const TIMES = 200
const WARM_UP = 10
/** At p99, in milliseconds. */
const AIM_MS = 15

console.log(machine())
const capture = captureStatements()
const postgres = await createPostgresDatabase()
const db = await openDatabase({ url: postgres.url, folder: '' })
try {
  const { starId, fanId } = await seedGrown(db, grownBy(POSTS))
  await postgres.vacuum()
  const scene = await sceneOf({ db, now: () => new Date() }, starId, fanId)
  console.log(`${JSON.stringify(grownBy(POSTS))}, load ${loadavg()[0]?.toFixed(1)}`)
  let tooSlow = 0
  for (const { name, read, after } of GROWN_READS) {
    for (const page of after ? PAGES : [1]) {
      const cursor = await after?.(scene, (page - 1) * LIMIT)
      if (page > 1 && cursor === undefined) continue
      const times: number[] = []
      for (let n = -WARM_UP; n < TIMES; n += 1) {
        const startedAt = performance.now()
        await read(scene, cursor)
        if (n >= 0) times.push(performance.now() - startedAt)
      }
      const p99 = quantileOf(times, 0.99)
      if (p99 > AIM_MS) tooSlow += 1
      const figures = `p50 ${quantileOf(times, 0.5).toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`
      console.log(`${`${name}, page ${page}`.padEnd(44)} ${figures}${p99 > AIM_MS ? '  above the aim' : ''}`)
      if (page > 1) continue
      capture.take()
      await read(scene, cursor)
      for (const statement of capture.take().filter(({ text }) => /^\s*(select|with)/i.test(text)))
        console.log(`  ${(await explain(db, statement)).map(inWords).filter(Boolean).join(', ')}`)
    }
  }
  console.log(`${tooSlow} above ${AIM_MS} ms at p99; load ${loadavg()[0]?.toFixed(1)}`)
} finally {
  await db.close()
  await postgres.drop()
}

function inWords(node: PlanNode): string {
  if (!node['Node Type'].endsWith('Scan')) return ''
  return [node['Node Type'], node['Index Name'] ?? node['Relation Name']].filter(Boolean).join(' ')
}
