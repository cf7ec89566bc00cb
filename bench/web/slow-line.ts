import type { Browser, Page } from 'playwright'
import { median } from '../load'
import { inTurns } from './in-turns'
import type { Site } from './site'
import type { Row } from './table'
import { launchBrowser, newVisitor } from './visitor'

/** "Slow 3G" of Chromium's developer tools: 400 kbit/s both ways, two seconds until an answer begins. */
const SLOW_3G = { offline: false, latency: 2_000, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const SLOWER = 4
const TAP_EVERY_MS = 250
const PATIENCE_MS = 60_000

/** In milliseconds since the page was asked for. */
interface Times {
  readable: number
  tapped: number
  answered: number
}

/** What the script below notes in the page. */
interface Notes {
  readable?: number
  tapped?: number
  answered?: number
}

export async function slowLineRows(sites: readonly Site[], runs: number): Promise<Row[]> {
  const browser = await launchBrowser()
  try {
    const times = await inTurns(sites, runs, (site) => watchFeed(browser, site))
    const cells = (of: (times: Times) => number) => times.map((all) => median(all.map(of)).toFixed(0))
    return [
      { what: 'feed: something to read, ms', cells: cells(({ readable }) => readable), aim: '≤ 2500' },
      {
        what: 'feed: first tap to its answer, ms',
        cells: cells(({ tapped, answered }) => answered - tapped),
      },
      { what: 'feed: start to that answer, ms', cells: cells(({ answered }) => answered), aim: '≤ 5000' },
    ]
  } finally {
    await browser.close()
  }
}

async function watchFeed(browser: Browser, site: Site): Promise<Times> {
  const context = await newVisitor(browser, site, null)
  try {
    await context.addInitScript(takeNotes)
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', SLOW_3G)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    const startedAt = Date.now()
    await page.goto(site.paths.feed, { waitUntil: 'commit' })
    return await tapUntilAnswered(page, startedAt)
  } finally {
    await context.close()
  }
}

/** A tap that is lost is repeated, as by somebody who wonders; the first one counts. */
async function tapUntilAnswered(page: Page, startedAt: number): Promise<Times> {
  const notes: Notes = {}
  while (notes.answered === undefined) {
    if (Date.now() - startedAt > PATIENCE_MS) throw new Error('no tap is answered')
    const { target, ...seen } = await page.evaluate(readNotes)
    // A page that was left has its notes no more.
    for (const name of ['readable', 'tapped', 'answered'] as const) notes[name] ??= seen[name]
    if (notes.answered === undefined && target !== null) await page.touchscreen.tap(target.x, target.y)
    // A person's pause between two taps: a part of what is measured, and nothing is waited for by it.
    await page.waitForTimeout(TAP_EVERY_MS)
  }
  const since = (at: number | undefined) => (at ?? Number.NaN) - startedAt
  return { readable: since(notes.readable), tapped: since(notes.tapped), answered: since(notes.answered) }
}

/** In the page, before its own scripts: notes frame by frame what is on screen, in milliseconds since 1970. */
function takeNotes(): void {
  const notes: Notes = {}
  Object.assign(window, { benchNotes: notes })
  addEventListener('pointerdown', ({ timeStamp }) => {
    notes.tapped ??= performance.timeOrigin + timeStamp
  })
  const look = () => {
    const now = performance.timeOrigin + performance.now()
    const isPainted = performance.getEntriesByName('first-contentful-paint').length > 0
    const text = document.querySelector('main article :is(h1, h2), dialog[open] h2, form h1')
    if (isPainted && text !== null && text.getClientRects().length > 0) notes.readable ??= now
    // Where signing in is a page, leading there is the answer.
    const isThere = document.querySelector('dialog[open]') !== null || location.pathname === '/sign-in'
    if (isPainted && isThere) notes.answered ??= now
    if (notes.answered === undefined) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** In the page: the notes, and where the first Like or Unlock is, brought into sight. */
function readNotes(): Notes & { target: { x: number; y: number } | null } {
  const { benchNotes = {} } = window as { benchNotes?: Notes }
  const isAction = (button: Element) =>
    /^(Like|Unlock)\b/.test(button.getAttribute('aria-label') ?? button.textContent ?? '')
  const button = [...document.querySelectorAll('main article :is(button, a)')].find(isAction)
  if (benchNotes.readable === undefined || button === undefined) return { ...benchNotes, target: null }
  const isInSight = () => {
    const { top, bottom } = button.getBoundingClientRect()
    return top > 60 && bottom < innerHeight - 60
  }
  if (!isInSight()) button.scrollIntoView({ block: 'center', behavior: 'instant' })
  const { left, top, width, height } = button.getBoundingClientRect()
  return { ...benchNotes, target: { x: left + width / 2, y: top + height / 2 } }
}
