import { answersPerSecond, cpuSeconds, median, pin } from '../load'
import { inTurns } from './in-turns'
import { type Site, VIEWS, type View } from './site'
import type { Row } from './table'

const ROUNDS = 5
const ROUND_S = 3

interface Speed {
  aSecond: number
  /** Of the server alone: says less about who else uses its core than the rate does. */
  cpuMs: number
}

/** Signed-in pages a second, server and load on a core each. */
export async function throughputRows(sites: readonly Site[], database: string): Promise<Row[]> {
  pin(process.pid, 1)
  for (const { pid } of sites) pin(pid, 0)
  const rows: Row[] = []
  for (const view of VIEWS) {
    // The first round warms up.
    const speeds = await inTurns(sites, ROUNDS + 1, (site) => measure(site, view))
    const cells = (digits: number, of: (speed: Speed) => number) =>
      speeds.map((all) => median(all.slice(1).map(of)).toFixed(digits))
    rows.push(
      {
        what: `${view}, ${database}: pages a second`,
        cells: cells(0, ({ aSecond }) => aSecond),
        aim: '≥ 160',
      },
      { what: `${view}, ${database}: processor time a page, ms`, cells: cells(1, ({ cpuMs }) => cpuMs) },
    )
  }
  return rows
}

async function measure({ url, pid, paths, sessions }: Site, view: View): Promise<Speed> {
  const cpuBefore = cpuSeconds(pid)
  const requests = sessions.map((token) => ({
    path: paths[view],
    headers: { cookie: `fonana_session=${token}` },
  }))
  const aSecond = await answersPerSecond({ url, requests, seconds: ROUND_S })
  return { aSecond, cpuMs: ((cpuSeconds(pid) - cpuBefore) * 1000) / (aSecond * ROUND_S) }
}
