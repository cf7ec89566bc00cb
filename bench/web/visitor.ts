import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright'
import { launchOptions } from '../../tests/support/e2e/browser'
import type { Site } from './site'

/** The screen that Lighthouse takes for a phone. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
  hasTouch: true,
}

/** No browser of the bench speaks to anybody but this machine. */
const HERE_ALONE = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'

export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), HERE_ALONE, ...args] })
}

/** Somebody with an empty cache; with a session they are signed in. */
export async function newVisitor(
  browser: Browser,
  { url }: Site,
  session: string | null,
  screen: BrowserContextOptions = PHONE,
): Promise<BrowserContext> {
  const context = await browser.newContext({ ...screen, baseURL: url })
  // tsx marks functions with a helper that pages do not have.
  await context.addInitScript('globalThis.__name = (value) => value')
  if (session !== null)
    await context.addCookies([{ name: 'fonana_session', value: session, url, httpOnly: true }])
  return context
}

const QUIET_MS = 1_000

/** Opens a page and waits until it answers, and then has asked for nothing more for a second. */
export async function openAndSettle(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForFunction(isHydrated)
  // That nothing comes can only be told by waiting.
  await new Promise<void>((resolve) => {
    const settle = () => {
      page.off('request', begin)
      resolve()
    }
    let timer = setTimeout(settle, QUIET_MS)
    const begin = () => {
      clearTimeout(timer)
      timer = setTimeout(settle, QUIET_MS)
    }
    page.on('request', begin)
  })
}

/** In the page: React has taken over what is in its main part, links and buttons. */
function isHydrated(): boolean {
  const actions = [...document.querySelectorAll('main :is(a, button)')]
  const isTaken = (action: Element) => Object.keys(action).some((key) => key.startsWith('__reactProps'))
  return actions.length > 0 && actions.every(isTaken)
}
