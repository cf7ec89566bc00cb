import { fund } from '../../tests/support/e2e/api'
import {
  expectLive,
  newCreator,
  newPerson,
  newPost,
  type Person,
  signIn,
  siteUrl,
  visitSignedIn,
} from '../../tests/support/e2e/people'
import { type Browser, expect, test } from '../../tests/support/e2e/story'
import { TEST_WALLET_NAME } from '../../tests/support/e2e/wallet'

/** In the page: what this browser says when it is asked to remember something. */
const STORAGE = {
  refused: () => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    }
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, name, { get: refuse })
    Object.assign(navigator.locks, { request: async () => refuse() })
    window.BroadcastChannel = class {
      constructor() {
        refuse()
      }
    } as unknown as typeof BroadcastChannel
  },
  null: () => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, name, { value: null })
  },
  full: () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
    IDBFactory.prototype.open = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
  },
}

async function buy({ page }: Person, body: string): Promise<void> {
  await page.getByRole('button', { name: 'Unlock for 0.01 SOL' }).click()
  await page.getByRole('button', { name: 'Pay 0.01 SOL' }).click()
  await page.getByRole('button', { name: 'Read it' }).click()
  await expect(page.getByText(body)).toBeVisible()
}

async function somethingForSale(browser: Browser) {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 10_000_000 })
  const fan = await newPerson(browser)
  await fund(siteUrl(), fan.holder.keypair.address)
  return { creator, fan, path: `/posts/${id}`, body }
}

for (const [name, script] of Object.entries(STORAGE)) {
  test(`invitations, signing in and paying work where storage is ${name}`, async ({ browser }) => {
    const { creator, fan, path, body } = await somethingForSale(browser)
    await fan.context.addInitScript(script)
    await fan.page.goto(`/join/${creator.handle}`)
    await expect(fan.page.getByRole('button', { name: 'Open my page' })).toBeVisible()
    await fan.page.goto(path)
    await signIn(fan.page)
    await buy(fan, body)
    await fan.page.getByRole('button', { name: /^Account of/ }).click()
    await fan.page.getByRole('button', { name: 'Sign out' }).click()
    await fan.page.getByRole('button', { name: 'Sign in' }).first().click()
    await fan.page.getByRole('dialog').getByRole('button', { name: 'Fonana demo wallet' }).click()
    await expectLive(fan.page)
  })
}

test('a browser that keeps no cookies says so instead of signing in', async ({ browser }) => {
  const { page, context } = await newPerson(browser)
  await context.route('**/api/auth/sign-in', async (route) => {
    const response = await route.fetch()
    await context.clearCookies()
    await route.fulfill({ status: 200, contentType: 'application/json', body: await response.text() })
  })
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign in' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: TEST_WALLET_NAME }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('keeps no cookies')
})

test('a saved state of a browser without its key says that the wallet is another one now', async ({
  browser,
}) => {
  const { fan, path } = await somethingForSale(browser)
  const { page } = fan
  await page.goto(path)
  await page.getByRole('button', { name: 'Sign in' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Fonana demo wallet' }).click()
  await expectLive(page)
  await page.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('fonana-demo-wallet', 1)
      request.onsuccess = () => resolve(request.result)
    })
    opened
      .transaction('keys', 'readwrite')
      .objectStore('keys')
      .put({ privateKey: {}, publicKey: {} }, 'ed25519')
    opened.close()
  })
  await page.reload()
  await page.getByRole('button', { name: 'Unlock for 0.01 SOL' }).click()
  await page.getByRole('button', { name: 'Pay 0.01 SOL' }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(
    'The wallet has another account now',
  )
})

test('over plain http by a name: paying and copying work, and it is said why there is no demo wallet', async ({
  browser,
}) => {
  const { fan, path, body } = await somethingForSale(browser)
  const { page } = fan
  // What such a page lacks.
  await fan.context.addInitScript(() => {
    Object.defineProperty(window, 'isSecureContext', { value: false })
    Object.defineProperty(crypto, 'randomUUID', { value: undefined })
    Object.defineProperty(crypto, 'subtle', { value: undefined })
    for (const name of ['clipboard', 'locks']) Object.defineProperty(navigator, name, { value: undefined })
  })
  await page.goto(path)
  await page.getByRole('button', { name: 'Sign in' }).first().click()
  await expect(page.getByText('The demo wallet needs a safe address')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: TEST_WALLET_NAME }).click()
  await expectLive(page)
  await buy(fan, body)
  await page.goto('/library')
  await page.getByRole('link', { name: /^Receipt/ }).click()
  await page.getByRole('button', { name: 'Copy the signature' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
})

test('a browser that believes to be offline is live with a server that answers', async ({ browser }) => {
  const { fan, path, body } = await somethingForSale(browser)
  await fan.context.addInitScript(() => {
    Object.defineProperty(navigator, 'onLine', { value: false })
    window.addEventListener('load', () => window.dispatchEvent(new Event('offline')))
  })
  await visitSignedIn(fan, path)
  await fan.page.getByRole('button', { name: /^Like/ }).click()
  await expect(fan.page.getByRole('button', { name: 'Like, 1 so far' })).not.toHaveAttribute('aria-busy')
  await buy(fan, body)
})

test('a clock that is a day ahead makes no storm, and an offer has its ten minutes', async ({ browser }) => {
  const { fan, path } = await somethingForSale(browser)
  const { page } = fan
  await fan.context.addInitScript(() => {
    const Real = Date
    const aheadBy = 25 * 3_600_000
    window.Date = class extends Real {
      constructor(...when: unknown[]) {
        if (when.length === 0) super(Real.now() + aheadBy)
        else super(...(when as [number]))
      }
      static override now() {
        return Real.now() + aheadBy
      }
    } as DateConstructor
  })
  const refreshes: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/auth/refresh')) refreshes.push(request.url())
  })
  await visitSignedIn(fan, path)
  await page.getByRole('button', { name: 'Unlock for 0.01 SOL' }).click()
  await page.getByRole('button', { name: 'Pay from a phone' }).click()
  await expect(page.getByRole('timer')).toHaveText(/^(9|10):/)
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: /^Like/ }).click()
  await expect(page.getByRole('button', { name: 'Like, 1 so far' })).not.toHaveAttribute('aria-busy')
  expect(refreshes.length).toBeLessThanOrEqual(2)
})
