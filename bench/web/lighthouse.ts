import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../tests/support/processes/free-port'
import { median } from '../load'
import { inTurns } from './in-turns'
import { installPackages } from './previous'
import { type Site, VIEWS } from './site'
import type { Row } from './table'
import { launchBrowser } from './visitor'

const FOLDER = fileURLToPath(new URL('lighthouse', import.meta.url))

interface Scores {
  performance: number
  accessibility: number
  bestPractices: number
  seo: number
  lcpMs: number
  cls: number
  tbtMs: number
  /** What takes from the three scores that are to be 100. */
  failed: readonly string[]
}

/** Clicks until the dialog is there: what is clicked before the scripts are may be lost. */
const OPEN_SIGN_IN = `
  const clicking = setInterval(() => {
    if (document.querySelector('dialog[open]')) return clearInterval(clicking)
    const isSignIn = ({ textContent }) => textContent.trim() === 'Sign in'
    ;[...document.querySelectorAll('button, a')].find(isSignIn)?.click()
  }, 100)`

export async function lighthouseRows(sites: readonly Site[], runs: number): Promise<Row[]> {
  if (!existsSync(`${FOLDER}/node_modules`)) {
    console.log('Lighthouse is installed, once')
    installPackages(FOLDER)
  }
  const rows: Row[] = []
  for (const page of [...VIEWS, 'sign-in open'] as const) {
    const scores = await inTurns(sites, runs, (site) =>
      page === 'sign-in open' ? auditSignIn(site) : audit(site.url + site.paths[page], null),
    )
    const cells = (digits: number, ...names: Exclude<keyof Scores, 'failed'>[]) =>
      scores.map((all) =>
        names.map((name) => median(all.map((score) => score[name])).toFixed(digits)).join(' / '),
      )
    rows.push(
      {
        what: `${page}: performance`,
        cells: cells(0, 'performance'),
        aim: '≥ 95',
      },
      {
        what: `${page}: accessibility / best practices / SEO`,
        cells: cells(0, 'accessibility', 'bestPractices', 'seo'),
        aim: '100 / 100 / 100',
      },
      ...failures(page, scores),
      { what: `${page}: LCP / TBT, ms`, cells: cells(0, 'lcpMs', 'tbtMs'), aim: '≤ 1800 / 100' },
      { what: `${page}: CLS`, cells: cells(3, 'cls'), aim: '≤ 0.02' },
    )
  }
  return rows
}

function failures(page: string, scores: readonly Scores[][]): Row[] {
  const cells = scores.map((all) => [...new Set(all.flatMap(({ failed }) => failed))].join(' '))
  return cells.every((cell) => cell === '') ? [] : [{ what: `${page}: takes from these`, cells }]
}

function auditSignIn({ url, signInPath }: Site): Promise<Scores> {
  return signInPath === null ? audit(`${url}/`, OPEN_SIGN_IN) : audit(url + signInPath, null)
}

/** In a browser of its own: nothing is kept from the one before. */
async function audit(url: string, script: string | null): Promise<Scores> {
  const { audit: run } = await import('./lighthouse/audit.mjs')
  const port = await freePort()
  const browser = await launchBrowser([`--remote-debugging-port=${port}`])
  try {
    return await run(url, port, script)
  } finally {
    await browser.close()
  }
}
