import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContext } from 'playwright'
import { cpuSeconds, median } from '../load'
import { inTurns } from './in-turns'
import { type Site, VIEWS, type View } from './site'
import type { Row } from './table'
import { launchBrowser, newVisitor, openAndSettle } from './visitor'

const ROUNDS = 3
/** So many between two looks at the clock, which ticks every 10 ms: the mean of all rounds is finer. */
const VIEWS_A_ROUND = 3

interface Cost {
  cpuMs: number
  requests: number
}

/**
 * What a view costs the server, in a browser that has scripts and pictures already. What the server does by itself, in as
 * much time at rest, is none of its cost.
 */
export async function viewRows(sites: readonly Site[]): Promise<Row[]> {
  const browser = await launchBrowser()
  const rows: Row[] = []
  try {
    for (const signedIn of [false, true]) {
      for (const view of VIEWS) {
        const costs = await inTurns(sites, ROUNDS, (site) => measure(browser, site, view, signedIn))
        const cells = (digits: number, of: (cost: Cost) => number) =>
          costs.map((all) => (all.reduce((sum, cost) => sum + of(cost), 0) / all.length).toFixed(digits))
        const what = `${view}, signed ${signedIn ? 'in' : 'out'}`
        rows.push(
          { what: `${what}: requests`, cells: cells(1, ({ requests }) => requests), aim: '≤ 5' },
          { what: `${what}: processor time, ms`, cells: cells(1, ({ cpuMs }) => cpuMs), aim: '≤ 15' },
        )
      }
    }
  } finally {
    await browser.close()
  }
  return rows
}

async function measure(browser: Browser, site: Site, view: View, signedIn: boolean): Promise<Cost> {
  const context = await newVisitor(browser, site, signedIn ? (site.sessions[0] ?? null) : null, {
    viewport: { width: 1280, height: 900 },
  })
  try {
    await visit(context, site.paths[view])
    const requests: number[] = []
    const busy = await during(site, async () => {
      for (let count = 0; count < VIEWS_A_ROUND; count += 1)
        requests.push(await visit(context, site.paths[view]))
    })
    const atRest = await during(site, () => sleep(busy.ms))
    return {
      cpuMs: (busy.cpuMs - atRest.cpuMs) / VIEWS_A_ROUND,
      requests: median(requests),
    }
  } finally {
    await context.close()
  }
}

async function during({ pid }: Site, work: () => Promise<void>): Promise<{ ms: number; cpuMs: number }> {
  const [startedAt, cpuBefore] = [performance.now(), cpuSeconds(pid)]
  await work()
  return { ms: performance.now() - startedAt, cpuMs: (cpuSeconds(pid) - cpuBefore) * 1_000 }
}

const FILES = new Set(['script', 'stylesheet', 'image', 'font', 'media', 'manifest'])

/** Answers how many requests went to the server beside static files and pictures; the socket counts as one. */
async function visit(context: BrowserContext, path: string): Promise<number> {
  const page = await context.newPage()
  let requests = 0
  page.on('websocket', () => {
    requests += 1
  })
  page.on('request', (request) => {
    if (!FILES.has(request.resourceType()) && !request.url().includes('/_next/static/')) requests += 1
  })
  await openAndSettle(page, path)
  await page.close()
  return requests
}
