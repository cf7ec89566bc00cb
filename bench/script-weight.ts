import { chromium } from 'playwright'
import { launchOptions } from '../e2e/support/browser'

/** What a page has loaded of JavaScript when it asks for nothing more: kilobytes as transferred, with an empty cache. */
export async function scriptKilobytes(url: string): Promise<number> {
  const browser = await chromium.launch(launchOptions)
  try {
    const page = await browser.newPage()
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    const scripts = new Set<string>()
    let bytes = 0
    session.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId)
    })
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength
    })
    await page.goto(url, { waitUntil: 'networkidle' })
    return bytes / 1024
  } finally {
    await browser.close()
  }
}
