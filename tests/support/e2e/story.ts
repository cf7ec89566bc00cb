import { test as base } from '@playwright/test'

export * from '@playwright/test'

/**
 * Playwright's, but whoever a story brought goes home when it ends. It closes only the browser of its own fixtures: others
 * would stay, with their sockets, and follow everything that later stories do.
 */
export const test = base.extend<{ everybodyGoesHome: undefined }>({
  everybodyGoesHome: [
    async ({ browser }, use) => {
      const wereHere = new Set(browser.contexts())
      await use(undefined)
      const guests = browser.contexts().filter((context) => !wereHere.has(context))
      await Promise.all(guests.map((context) => context.close()))
    },
    { auto: true },
  ],
})
