import type { Browser, Locator, Page } from 'playwright'
import { median } from '../load'
import { inTurns } from './in-turns'
import type { Site } from './site'
import type { Row } from './table'
import { launchBrowser, newVisitor, openAndSettle } from './visitor'

const ROUNDS = 5
const SLOWER = 4
/** The Event Timing API tells of none that was quicker. */
const LEAST_MS = 16

interface Interaction {
  what: string
  signedIn: boolean
  act(page: Page): Locator
  /** What is on screen when it is done. */
  done(page: Page): Locator
}

const INTERACTIONS: readonly Interaction[] = [
  {
    what: 'like',
    signedIn: true,
    act: (page) => page.locator('main article button[aria-pressed]').first(),
    done: (page) => page.locator('main article button[aria-pressed="true"]').first(),
  },
  {
    what: 'opening a dialog',
    signedIn: false,
    act: (page) => page.getByRole('banner').getByText('Sign in', { exact: true }),
    done: (page) => page.locator('dialog[open]'),
  },
  {
    what: 'changing a tab',
    signedIn: true,
    act: (page) => page.locator('main nav a[href*="filter=following"]'),
    done: (page) => page.locator('main nav a[href*="filter=following"][aria-current]'),
  },
]

/** From a click to the next frame, on a page that was loaded just before. */
export async function interactionRows(sites: readonly Site[]): Promise<Row[]> {
  const browser = await launchBrowser()
  const rows: Row[] = []
  try {
    for (const interaction of INTERACTIONS) {
      for (const [half, slower] of [1, SLOWER].entries()) {
        const times = await inTurns(sites, ROUNDS, (site, round) => {
          // Somebody else each time: they have not liked the post yet.
          const fan = site.sessions[half * ROUNDS + round] ?? null
          return measure(browser, site, interaction, interaction.signedIn ? fan : null, slower)
        })
        rows.push({
          what: `${interaction.what}${slower === 1 ? '' : `, processor ÷ ${slower}`}: median / longest, ms`,
          cells: times.map((all) => `${median(all).toFixed(0)} / ${Math.max(...all).toFixed(0)}`),
          aim: '≤ 100',
        })
      }
    }
  } finally {
    await browser.close()
  }
  return rows
}

async function measure(
  browser: Browser,
  site: Site,
  { act, done }: Interaction,
  session: string | null,
  slower: number,
): Promise<number> {
  const context = await newVisitor(browser, site, session)
  try {
    await context.addInitScript(noteInteractions)
    const page = await context.newPage()
    await openAndSettle(page, site.paths.feed)
    const devTools = await context.newCDPSession(page)
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: slower })
    await act(page).click()
    await done(page).waitFor()
    return Math.max(LEAST_MS, ...(await page.evaluate(readInteractions)))
  } finally {
    await context.close()
  }
}

/** In the page, before its own scripts. */
function noteInteractions(): void {
  const durations: number[] = []
  const note = (entries: PerformanceEntryList) => {
    for (const entry of entries) {
      if ((entry as PerformanceEventTiming & { interactionId: number }).interactionId > 0)
        durations.push(entry.duration)
    }
  }
  const observer = new PerformanceObserver((list) => note(list.getEntries()))
  observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  Object.assign(window, {
    benchInteractions: () => {
      note(observer.takeRecords())
      return durations
    },
  })
}

/** In the page: entries are there once their frame was shown. */
async function readInteractions(): Promise<number[]> {
  for (let frame = 0; frame < 3; frame += 1) await new Promise((shown) => requestAnimationFrame(shown))
  await new Promise((idle) => requestIdleCallback(idle, { timeout: 1_000 }))
  return (window as unknown as { benchInteractions(): number[] }).benchInteractions()
}
