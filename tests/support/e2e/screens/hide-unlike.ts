import type { Page } from '@playwright/test'

/**
 * What is another on every run, made invisible with the room that it takes: signatures, numbers and minutes of a receipt, the
 * port in an address of this site, the code and the time of a payment by phone, the caret.
 */
const RULES = `
  * { caret-color: transparent !important; }
  article[aria-label]:has([data-payment]) time,
  [data-payment] .font-mono,
  article[aria-label]:has([data-payment]) > section:last-of-type .font-mono,
  [data-purchase] .font-mono,
  input[readonly] { color: transparent !important; }
  [role="timer"] { display: none; }
  .animate-spin { animation: none !important; }
  svg[role="img"] path { visibility: hidden; }
`

/** The site's policy takes no style of others in a page; one that a script makes it does. */
export async function hideUnlike(page: Page): Promise<void> {
  await page.evaluate((rules) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(rules)
    document.adoptedStyleSheets = [sheet]
  }, RULES)
}
