// Lighthouse for phones, as it comes, on the Chromium that listens at a port. In a folder with packages of its own, as it
// brings two hundred, which nothing else needs.
import lighthouse from 'lighthouse'
import puppeteer from 'puppeteer-core'

/**
 * @param {string} url
 * @param {number} port where Chromium takes its orders
 * @param {string | null} script runs in the page before its own
 */
export async function audit(url, port, script) {
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}`, defaultViewport: null })
  const page = await browser.newPage()
  if (script !== null) await page.evaluateOnNewDocument(script)
  const result = await lighthouse(url, { port, output: 'json', logLevel: 'silent' }, undefined, page)
  await browser.disconnect()
  const { categories, audits, runtimeError } = result.lhr
  if (runtimeError) throw new Error(`${url}: ${runtimeError.message}`)
  const score = (name) => (categories[name].score ?? Number.NaN) * 100
  const value = (name) => audits[name].numericValue ?? Number.NaN
  const failed = ['accessibility', 'best-practices', 'seo']
    .flatMap((name) => categories[name].auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
  return {
    failed: failed.map(({ id }) => id),
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    seo: score('seo'),
    lcpMs: value('largest-contentful-paint'),
    cls: value('cumulative-layout-shift'),
    tbtMs: value('total-blocking-time'),
  }
}
