import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { fund } from '../../tests/support/e2e/api'
import {
  expectLive,
  newCreator,
  newPerson,
  newPost,
  siteUrl,
  visitSignedIn,
} from '../../tests/support/e2e/people'

async function fanAtPost(browser: Browser, options: { phone?: boolean } = {}) {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { minTier: 'basic', priceLamports: 10_000_000 })
  const fan = await newPerson(browser, options)
  await fund(siteUrl(), fan.holder.keypair.address, 5_000_000_000)
  await visitSignedIn(fan, `/posts/${id}`)
  return { creator, fan, page: fan.page, id, body, path: `/posts/${id}` }
}

const dialog = (page: Page) => page.getByRole('dialog')

async function expectApart(one: Locator, other: Locator): Promise<void> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()]
  if (a === null || b === null) throw new Error('not there')
  const isApart =
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
  expect(isApart, JSON.stringify([a, b])).toBe(true)
}

test('who pays by keyboard keeps the focus, is told how it went, and goes on at what is open now', async ({
  browser,
}) => {
  const { page, body } = await fanAtPost(browser)
  await page.getByRole('button', { name: 'Unlock for 0.01 SOL' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByText('In your wallet: 5 SOL')).toBeVisible()
  await page.getByRole('button', { name: 'Pay 0.01 SOL' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('It’s yours', { exact: true })).toBeVisible()
  await expect(dialog(page).getByRole('status')).toContainText('It’s yours')
  await expect(dialog(page).locator('[aria-live="polite"]').first()).toContainText('It’s yours')
  expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true)
  await page.keyboard.press('Escape')
  await expect(page.getByText(body)).toBeVisible()
  await expect(page.locator('article').first()).toBeFocused()
})

test('Back closes what is open before it leaves the page, and passes over what was closed', async ({
  browser,
}) => {
  const { page, path } = await fanAtPost(browser, { phone: true })
  await page.goto('/creators')
  await page.goto(path)
  await expectLive(page)

  await page.getByRole('button', { name: /^Account of/ }).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden()
  await page.getByRole('button', { name: 'Unlock for 0.01 SOL' }).click()
  await expect(dialog(page)).toBeVisible()
  await page.goBack()
  await expect(dialog(page)).toHaveCount(0)
  await expect(page).toHaveURL(path)

  // Closed by itself: one step back leaves.
  await page.getByRole('button', { name: 'Unlock for 0.01 SOL' }).click()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Unlock for 0.01 SOL' }).click()
  await page.getByRole('button', { name: 'Pay 0.01 SOL' }).click()
  await page.getByRole('link', { name: 'Receipt' }).click()
  await expect(page).toHaveURL(/receipts/)
  await page.goBack()
  await expect(page).toHaveURL(path)
  await expect(page.locator('article[data-unlocked="true"]')).toBeVisible()
  await expect(dialog(page)).toHaveCount(0)
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('button', { name: 'Your name and picture' }).click()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.goBack()
  await expect(page).toHaveURL('/creators')
})

test('messages lie over no button to publish with, and over no field to write in', async ({ browser }) => {
  const star = await newPerson(browser, { phone: true })
  const creator = await newCreator(await star.api())
  const { id } = await newPost(creator)
  const { page } = star
  await visitSignedIn(star, '/studio/new')
  await page.context().route('**/api/auth/sign-out', (route) => route.abort())
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  const message = page.getByText('You are still signed in')
  await expect(message).toBeVisible()
  const publish = page.getByRole('button', { name: 'Publish' })
  await publish.scrollIntoViewIfNeeded()
  await expectApart(page.locator('.toasts'), publish)

  await visitSignedIn(star, `/posts/${id}`)
  await page.context().setOffline(true)
  const note = page.getByText('You are offline.')
  await expect(note).toBeVisible()
  const field = page.getByRole('textbox', { name: 'Your comment' })
  await field.scrollIntoViewIfNeeded()
  await expectApart(note, field)
  await page.getByRole('button', { name: /^Like/ }).click()
  await expect(page.getByText('Your like did not get through')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Like, 0 so far' })).toBeVisible()
})

test('the colour around the page follows the switch', async ({ browser }) => {
  const { page } = await newPerson(browser)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/')
  const colours = () =>
    page
      .locator('meta[name="theme-color"]')
      .evaluateAll((metas) => metas.map((meta) => (meta as HTMLMetaElement).content))
  expect(new Set(await colours())).toEqual(new Set(['#faf8f4', '#131210']))
  const change = page.getByRole('button', { name: 'Switch between light and dark' })
  await change.click()
  expect(new Set(await colours())).toEqual(new Set(['#131210']))
  await page.reload()
  expect(new Set(await colours())).toEqual(new Set(['#131210']))
  await change.click()
  expect(new Set(await colours())).toEqual(new Set(['#faf8f4']))
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await change.click()
  expect(await colours()).toEqual(['#faf8f4', '#131210'])
  await page.reload()
  await expect(page.locator('html')).not.toHaveAttribute('data-theme')
})

test('the feed stands still under its reader, and says what came', async ({ browser }) => {
  const creator = await newCreator()
  const { id } = await newPost(creator, { title: 'Read this first' })
  const reader = await newPerson(browser)
  const { page } = reader
  await (await reader.api()).call('PUT', `/api/creators/${creator.handle}/follow`)
  await page.clock.install()
  await visitSignedIn(reader, '/?filter=following')
  const first = page.locator(`article:has(a[href="/posts/${id}"])`)
  const before = await first.boundingBox()
  await newPost(creator, { title: 'Came meanwhile' })
  await page.clock.fastForward(61_000)
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
  const button = page.getByRole('button', { name: '1 new post' })
  await expect(button).toBeVisible()
  expect(await first.boundingBox()).toEqual(before)
  await button.click()
  await expect(page.getByRole('link', { name: 'Came meanwhile' })).toBeVisible()
  await expect(button).toHaveCount(0)
  // Pressing the link of the page that is open leads up and shows what is new.
  await page.getByRole('link', { name: 'Feed', exact: true }).first().click()
  await expect(page.getByRole('link', { name: 'Came meanwhile' })).toBeVisible()
  await newPost(creator, { title: 'Asked for' })
  await page.evaluate(() => window.scrollTo(0, 400))
  await page.getByRole('link', { name: 'Feed', exact: true }).first().click()
  await expect(page.getByRole('link', { name: 'Asked for' })).toBeVisible()
  expect(await page.evaluate(() => window.scrollY)).toBe(0)
  // And so does the page of who writes them, which hears of them at once.
  await page.goto(`/creators/${creator.handle}`)
  await expectLive(page)
  const there = await first.boundingBox()
  await newPost(creator, { title: 'Came later' })
  await expect(button).toBeVisible()
  expect(await first.boundingBox()).toEqual(there)
  await button.click()
  await expect(page.getByRole('link', { name: 'Came later' })).toBeInViewport()
})

test('what today has brought begins anew at midnight, and says whose', async ({ browser }) => {
  const star = await newPerson(browser)
  await newCreator(await star.api())
  const { page } = star
  await page.clock.install()
  await visitSignedIn(star, '/studio')
  await expect(page.getByText('since midnight, UTC')).toBeVisible()
  const again = page.waitForRequest('**/api/me/activity')
  await page.clock.fastForward(24 * 3_600_000)
  await page.clock.runFor(61_000)
  await again
})

test('a tier has one name everywhere', async ({ browser }) => {
  const star = await newPerson(browser)
  const creator = await newCreator(await star.api())
  const { id } = await newPost(creator, { minTier: 'basic' })
  const fan = await newPerson(browser)
  await fund(siteUrl(), fan.holder.keypair.address)
  await (await fan.api()).call('PUT', `/api/creators/${creator.handle}/follow`)
  await visitSignedIn(fan, '/?filter=following')
  const post = fan.page.locator(`article:has(a[href="/posts/${id}"])`)
  await expect(post.getByText('For Bench members')).toBeVisible()
  await post.getByRole('button', { name: 'Join Bench' }).click()
  await fan.page.getByRole('button', { name: 'Pay 0.02 SOL' }).click()
  await expect(fan.page.getByText('Welcome to Bench')).toBeVisible()
  await fan.page.keyboard.press('Escape')
  await expect(post.getByText('For Bench members')).toHaveCount(0)
  await expect(post.getByText('Bench', { exact: true })).toBeVisible()

  const { page } = star
  await visitSignedIn(star, '/notifications')
  await expect(page.getByText(/subscribed to Bench/)).toBeVisible()
  await page.goto('/studio')
  await expect(page.getByText(/paid for Bench/)).toBeVisible()
  await page.goto('/studio/new')
  await page.getByText('Members', { exact: true }).click()
  await expect(page.getByText(/Bench members and above/)).toBeVisible()
  await expect(page.getByRole('combobox')).toContainText('Bench')
})

test('Escape that ends a word of an input method keeps the reply', async ({ browser }) => {
  const reader = await newPerson(browser)
  const creator = await newCreator()
  const { id } = await newPost(creator)
  await creator.user.call('POST', `/api/posts/${id}/comments`, { body: 'First' })
  await visitSignedIn(reader, `/posts/${id}`)
  await reader.page.getByRole('button', { name: /^Reply to/ }).click()
  const field = reader.page.getByRole('textbox', { name: /^Your reply/ })
  await field.fill('かな')
  await field.evaluate((element) =>
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true })),
  )
  await expect(field).toHaveValue('かな')
  await field.press('Escape')
  await expect(field).toHaveCount(0)
})
