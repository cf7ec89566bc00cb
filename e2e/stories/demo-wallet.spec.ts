import { seriousViolations } from '../../tests/support/e2e/axe'
import { expectLive, newCreator, newPost, siteUrl } from '../../tests/support/e2e/people'
import { type Browser, expect, type Page, test } from '../../tests/support/e2e/story'

/** Somebody at a browser without any extension. */
async function openBrowser(browser: Browser, path = '/'): Promise<Page> {
  const context = await browser.newContext({ baseURL: siteUrl(), viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(path)
  return page
}

async function openSignIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).first().click()
}

async function expectSignedIn(page: Page): Promise<void> {
  await expect(page.getByRole('dialog')).toBeHidden()
  await expectLive(page)
}

async function signInWithDemoWallet(page: Page): Promise<void> {
  await openSignIn(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Fonana demo wallet' }).click()
  await expectSignedIn(page)
}

async function chooseInAccountMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('button', { name: item }).click()
}

async function readSecret(page: Page): Promise<string> {
  await chooseInAccountMenu(page, 'Use it in another browser')
  const field = page.getByRole('textbox', { name: 'Secret of the wallet' })
  await expect(field).toHaveValue(/^[1-9A-HJ-NP-Za-km-z]{64,88}$/)
  return field.inputValue()
}

async function bringWallet(page: Page, secret: string): Promise<void> {
  await openSignIn(page)
  await page.getByRole('button', { name: 'Bring a demo wallet from another browser' }).click()
  await page.getByRole('textbox', { name: 'Text from the other browser' }).fill(secret)
  await page.getByRole('button', { name: 'Sign in with it' }).click()
}

async function walletOf(page: Page): Promise<string> {
  const reply = await page.request.get('/api/me')
  return reply.ok() ? (await reply.json()).wallet : ''
}

test('a demo wallet is carried over, and what it buys here opens there without a reload', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 50_000_000 })
  const here = await openBrowser(browser, `/posts/${id}`)
  await here.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await signInWithDemoWallet(here)
  await chooseInAccountMenu(here, 'Fill the demo wallet')
  await expect(here.getByText('SOL of play money are in your wallet')).toBeVisible()
  const secret = await readSecret(here)
  expect(await seriousViolations(here)).toEqual([])
  await here.getByRole('button', { name: 'Copy' }).click()
  await expect(here.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await here.evaluate(() => navigator.clipboard.readText())).toBe(secret)
  await here.keyboard.press('Escape')

  const there = await openBrowser(browser, `/posts/${id}`)
  await bringWallet(there, secret)
  await expectSignedIn(there)
  expect(await walletOf(there)).toBe(await walletOf(here))
  await expect(there.getByText(body)).toBeHidden()
  await there.evaluate(() => Object.assign(window, { notReloaded: true }))

  await here.getByRole('button', { name: 'Unlock for 0.05 SOL' }).click()
  await here.getByRole('button', { name: 'Pay 0.05 SOL' }).click()
  await here.getByRole('button', { name: 'Read it' }).click()
  await expect(here.getByText(body)).toBeVisible()
  await expect(there.getByText(body)).toBeVisible()
  expect(await there.evaluate(() => 'notReloaded' in window)).toBe(true)

  // What was brought can be carried on from there.
  expect(await readSecret(there)).toBe(secret)
})

test('a wrong text brings nothing and signs nobody in', async ({ browser }) => {
  const page = await openBrowser(browser)
  await bringWallet(page, 'So11111111111111111111111111111111111111112')
  await expect(page.getByText('This is not the text of a demo wallet.')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('textbox', { name: 'Text from the other browser' }).fill('2'.repeat(88))
  await expect(page.getByText('This is not the text of a demo wallet.')).toBeHidden()
  await page.getByRole('button', { name: 'Sign in with it' }).click()
  await expect(page.getByText('Something in this text was changed on the way.')).toBeVisible()
  expect(await walletOf(page)).toBe('')
})

test('another demo wallet that is here already is only replaced when its user says so', async ({
  browser,
}) => {
  const other = await openBrowser(browser)
  await signInWithDemoWallet(other)
  const secret = await readSecret(other)
  const page = await openBrowser(browser)
  await signInWithDemoWallet(page)
  const first = await walletOf(page)
  const signOut = async () => {
    await chooseInAccountMenu(page, 'Sign out')
    await expect(page.getByRole('button', { name: 'Sign in' }).first()).toBeVisible()
  }

  await signOut()
  await bringWallet(page, secret)
  await expect(page.getByText('This browser already has another demo wallet')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
  expect(await walletOf(page)).toBe('')
  await page.getByRole('button', { name: 'Keep the one that is here' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Fonana demo wallet' }).click()
  await expectSignedIn(page)
  expect(await walletOf(page)).toBe(first)

  await signOut()
  await bringWallet(page, secret)
  await page.getByRole('button', { name: 'Replace it and sign in' }).click()
  await expectSignedIn(page)
  expect(await walletOf(page)).toBe(await walletOf(other))

  await signOut()
  await bringWallet(page, secret)
  await expectSignedIn(page)
})
