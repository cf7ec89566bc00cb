import { expectLive, newPerson, signIn, untilAwake } from '../../tests/support/e2e/people'
import { expect, test } from '../../tests/support/e2e/story'
import { TEST_WALLET_NAME } from '../../tests/support/e2e/wallet'

test('a wallet signs in, and a reload keeps it', async ({ browser }) => {
  const person = await newPerson(browser)
  await person.page.goto('/')
  await signIn(person.page)
  await expect(person.page.getByRole('button', { name: /^Account of/ })).toBeVisible()
  await person.page.reload()
  await expect(person.page.getByRole('button', { name: /^Account of/ })).toBeVisible()
})

test('a wallet without solana:signIn signs the same text as a message', async ({ browser }) => {
  const person = await newPerson(browser, { withSignIn: false })
  await person.page.goto('/')
  await signIn(person.page)
  await expect(person.page.getByRole('button', { name: /^Account of/ })).toBeVisible()
})

test('declining in the wallet signs nobody in, and can be tried again', async ({ browser }) => {
  const person = await newPerson(browser)
  const { page, holder } = person
  holder.declines = true
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign in' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: TEST_WALLET_NAME }).click()
  await expect(page.getByText('You declined in the wallet')).toBeVisible()
  expect((await person.context.cookies()).filter(({ name }) => name === 'fonana_session')).toEqual([])

  holder.declines = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('dialog').getByRole('button', { name: TEST_WALLET_NAME }).click()
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible()
})

test('what the dialog is made of cannot be had: it says so, and the next try signs in', async ({
  browser,
}) => {
  const { page } = await newPerson(browser, { withWorker: false })
  await page.goto('/')
  await untilAwake(page)
  let away = true
  await page.route('**/_next/static/site/**', (route) => (away ? route.abort() : route.continue()))
  await page.getByRole('button', { name: 'Sign in' }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('status', { name: 'Loading' })).toBeVisible()
  await expect(dialog.getByText('This did not load')).toBeVisible()
  away = false
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await dialog.getByRole('button', { name: TEST_WALLET_NAME }).click()
  await expect(dialog).toBeHidden()
  await expectLive(page)
})

test('signing out in one tab ends the other', async ({ browser }) => {
  const person = await newPerson(browser)
  const { page } = person
  await page.goto('/')
  await signIn(page)
  const other = await person.context.newPage()
  await other.goto('/creators')
  await expect(other.getByRole('button', { name: /^Account of/ })).toBeVisible()

  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in' }).first()).toBeVisible()
  await expect(other.getByRole('button', { name: 'Sign in' }).first()).toBeVisible()
  await expect(other.locator('[data-live]')).toHaveCount(0)
})

test('the built-in demo wallet signs in without any extension', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: process.env.FONANA_URL ?? '' })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign in' }).first().click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Fonana demo wallet/ })
    .click()
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible()
})
