import type { Browser, Page, TestInfo } from '@playwright/test'
import type { Keypair } from '@/lib/ledger/keypair'
import { CONTRAST, seriousViolations, TARGETS } from '@/tests/support/e2e/axe'
import { expectLive } from '@/tests/support/e2e/people'
import { installWallet } from '@/tests/support/e2e/wallet'
import { hideUnlike } from './hide-unlike'
import type { Image } from './image'
import { FIRST, LOOKS, type Look, nameOf, takeLook, WIDTHS } from './look'
import { differingLooks } from './reference'
import { type Scene, SEEN_AT } from './scene'
import type { Screen } from './screens'
import { makeSmall } from './sheet'
import { stillPreviews } from './still-previews'
import { watchTraffic } from './traffic'

/** For one step. It only costs where something is broken. */
const DEADLINE_MS = 30_000

/** Goes through the screens of somebody, or of a visitor, in every look; answers what is wrong with any of them. */
export async function walk(
  browser: Browser,
  scene: Scene,
  who: Keypair | null,
  screens: readonly Screen[],
  info: TestInfo,
): Promise<string[]> {
  const page = await openBrowser(browser, scene, who)
  const traffic = watchTraffic(page)
  const shoot = await camera(page)
  const faults: string[] = []
  const compared: Promise<string[]>[] = []
  for (const { name, path, open } of screens) {
    await page.goto(path)
    await (who === null ? traffic.over() : expectLive(page))
    await hideUnlike(page)
    await open?.(page)
    // Nothing is pointed at.
    await page.mouse.move(0, 0)
    const small: Promise<Image>[] = []
    for (const look of LOOKS) {
      await takeLook(page, traffic, look)
      small.push(makeSmall(await shoot(), look))
      const found = [...(await axeFaults(page, look)), ...(await widthFaults(page))]
      faults.push(...found.map((fault) => `${name}: ${fault} (${nameOf(look)})`))
    }
    // The next one is opened by its English words.
    await takeLook(page, traffic, FIRST)
    const output = info.outputPath(`${name}.webp`)
    // Beside what the browser does meanwhile.
    compared.push(
      Promise.all(small)
        .then((all) => differingLooks(name, all, output))
        .then((looks) => looks.map((look) => `${name}: another than on its sheet, ${look}`)),
    )
  }
  return [...faults, ...(await Promise.all(compared)).flat()]
}

async function openBrowser(browser: Browser, scene: Scene, who: Keypair | null): Promise<Page> {
  const context = await browser.newContext({
    viewport: WIDTHS.desk,
    baseURL: scene.url,
    reducedMotion: 'reduce',
    locale: 'en',
    timezoneId: 'UTC',
  })
  await installWallet(context, who ? { keypair: who } : {})
  if (who !== null) {
    const value = await scene.tokenOf(who)
    await context.addCookies([{ name: 'fonana_session', value, url: scene.url, httpOnly: true }])
  }
  await stillPreviews(context)
  await context.clock.setFixedTime(SEEN_AT)
  context.setDefaultTimeout(DEADLINE_MS)
  return context.newPage()
}

/** What is in the window. By the protocol itself: `screenshot()` waits for what was waited for already. */
async function camera(page: Page): Promise<() => Promise<Buffer>> {
  const session = await page.context().newCDPSession(page)
  return async () => {
    const { data } = await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true })
    return Buffer.from(data, 'base64')
  }
}

/** By every rule in the light, in the dark by the one that colours can break, on a phone by the one that room can. */
async function axeFaults(page: Page, { locale, theme, width }: Look): Promise<string[]> {
  if (locale !== 'en' || (theme === 'dark' && width === 'phone')) return []
  const rules = { light: { desk: undefined, phone: [TARGETS] }, dark: { desk: [CONTRAST], phone: [] } }
  return seriousViolations(page, rules[theme][width])
}

async function widthFaults(page: Page): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  return over > 0 ? [`the page is ${over} px wider than the window`] : []
}
