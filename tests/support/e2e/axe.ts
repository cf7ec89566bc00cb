import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** WCAG 2.2, 2.5.8: axe does not look for it unless it is told to. */
export const TARGETS = 'target-size'
/** The one that another theme can break. */
export const CONTRAST = 'color-contrast'

/** What axe calls serious or critical, each with where it is. Without `rules` by all that it looks for by itself. */
export async function seriousViolations(page: Page, rules?: string[]): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in window)
  // There are no frames of others in a page: so it is asked once, and no second page is opened for the sum.
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: '0' }) }).setLegacyMode().options({
    resultTypes: ['violations'],
    ...(rules && { runOnly: { type: 'rule', values: rules } }),
  })
  const { violations } = await axe.analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}
