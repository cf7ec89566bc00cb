import { type BrowserContextOptions, chromium } from 'playwright'
import { launchOptions } from '../tests/support/e2e/browser'

/** What a page has loaded when it asks for nothing more, with an empty cache: kilobytes as transferred. */
export interface PageWeight {
  scripts: number
  pictures: number
  /** Those that are seen, in part at least, before anybody scrolls. */
  picturesOfFirstScreen: number
}

export async function weighPage(url: string, screen: BrowserContextOptions = {}): Promise<PageWeight> {
  const browser = await chromium.launch(launchOptions)
  try {
    const page = await (await browser.newContext(screen)).newPage()
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    const loaded = new Map<string, { type: string; url: string; kilobytes: number }>()
    session.on('Network.responseReceived', ({ requestId, type, response }) => {
      loaded.set(requestId, { type, url: response.url, kilobytes: 0 })
    })
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const file = loaded.get(requestId)
      if (file !== undefined) file.kilobytes = encodedDataLength / 1024
    })
    await page.goto(url, { waitUntil: 'networkidle' })
    const seen = new Set(await page.evaluate(picturesInSight))
    const sum = (type: string, counts: (url: string) => boolean = () => true) =>
      [...loaded.values()].reduce(
        (total, file) => total + (file.type === type && counts(file.url) ? file.kilobytes : 0),
        0,
      )
    return {
      scripts: sum('Script'),
      pictures: sum('Image'),
      picturesOfFirstScreen: sum('Image', (url) => seen.has(url)),
    }
  } finally {
    await browser.close()
  }
}

/** In the page. */
function picturesInSight(): string[] {
  return [...document.images]
    .filter((image) => {
      const box = image.getBoundingClientRect()
      return box.width > 0 && box.bottom > 0 && box.top < innerHeight
    })
    .map((image) => image.currentSrc)
}
