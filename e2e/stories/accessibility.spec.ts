import { buyByScript } from '../../tests/support/e2e/api'
import { CONTRAST, seriousViolations, TARGETS } from '../../tests/support/e2e/axe'
import { untilPainted } from '../../tests/support/e2e/painted'
import { fillWallet, newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { expect, type Page, test } from '../../tests/support/e2e/story'

const PHONE = { width: 390, height: 844 }

/** By every rule in the light, in the dark by the one that colours can break, on a phone by the one that room can. */
async function expectNoSeriousViolation(page: Page, screen: string): Promise<void> {
  expect(await seriousViolations(page), screen).toEqual([])
  const desk = page.viewportSize()
  await page.setViewportSize(PHONE)
  await page.evaluate(untilPainted)
  expect(await seriousViolations(page, [TARGETS]), `${screen}, on a phone`).toEqual([])
  if (desk !== null) await page.setViewportSize(desk)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate(untilPainted)
  expect(await seriousViolations(page, [CONTRAST]), `${screen}, dark`).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate(untilPainted)
}

test.describe('axe finds no serious violation', () => {
  test.describe.configure({ mode: 'parallel', timeout: 300_000 })

  test('on what a visitor sees', async ({ browser }) => {
    const creator = await newCreator()
    const { id } = await newPost(creator, { minTier: 'basic', priceLamports: 10_000_000 })
    const { page } = await newPerson(browser)
    for (const path of [
      '/',
      '/explore?tag=light',
      `/creators/${creator.handle}`,
      `/creators/${creator.handle}?tab=memberships`,
      `/posts/${id}`,
      '/notifications',
      '/library',
      '/studio',
      `/join/${creator.handle}`,
      '/nothing-here',
      '/?filter=following',
      '/help',
    ]) {
      await page.goto(path)
      await expectNoSeriousViolation(page, path)
    }
    await page.getByRole('button', { name: 'Sign in' }).first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectNoSeriousViolation(page, 'sign-in dialog')
  })

  test('on what a creator sees', async ({ browser }) => {
    const author = await newPerson(browser)
    const creator = await newCreator(await author.api())
    const { id } = await newPost(creator, { minTier: 'basic', priceLamports: 10_000_000 })
    const { page } = author
    for (const path of [
      '/',
      `/posts/${id}`,
      '/notifications',
      '/library',
      '/studio',
      '/studio/new',
      `/studio/posts/${id}`,
      '/studio/numbers',
      '/studio/posts',
      '/studio/sales',
      '/studio/tiers',
      '/studio/page',
    ]) {
      await visitSignedIn(author, path)
      await expectNoSeriousViolation(page, path)
    }
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('button', { name: 'Your name and picture' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectNoSeriousViolation(page, 'name dialog')
  })

  test('on what a buyer sees', async ({ browser }) => {
    const creator = await newCreator()
    const { id } = await newPost(creator, { minTier: 'basic', priceLamports: 10_000_000 })
    const fan = await newPerson(browser)
    const { page } = fan
    await fillWallet(fan)
    await visitSignedIn(fan, `/posts/${id}`)
    await page.getByRole('button', { name: 'Unlock for 0.01 SOL' }).click()
    await expect(page.getByRole('button', { name: 'Pay 0.01 SOL' })).toBeVisible()
    await expectNoSeriousViolation(page, 'purchase dialog')
    await page.getByRole('button', { name: 'Pay from a phone' }).click()
    await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible()
    await expectNoSeriousViolation(page, 'code for the phone')
    await page.getByRole('button', { name: 'Pay here instead' }).click()
    await expect(page.getByText('It’s yours')).toBeVisible()
    await expectNoSeriousViolation(page, 'purchase done')
    await page.goto('/library')
    await expect(page.locator('[data-purchase="confirmed"]')).toBeVisible()
    await expectNoSeriousViolation(page, 'library with a purchase')
    await page.getByRole('link', { name: /^Receipt/ }).click()
    await expect(page.getByRole('article')).toBeVisible()
    await expectNoSeriousViolation(page, 'receipt')
  })
})

test('nothing is wider than a phone', async ({ browser }) => {
  const person = await newPerson(browser, { phone: true })
  const creator = await newCreator(await person.api())
  const { id } = await newPost(creator, { minTier: 'basic' })
  const seller = await newCreator()
  await fillWallet(person)
  const tip = { kind: 'tip', creatorId: seller.user.id, amountLamports: 7_000_000 }
  const bought = await buyByScript(await person.api(), tip)
  for (const path of [
    '/',
    '/explore?tag=light',
    `/creators/${creator.handle}`,
    `/posts/${id}`,
    '/notifications',
    '/library',
    '/studio',
    '/studio/new',
    `/studio/posts/${id}`,
    '/studio/numbers',
    '/studio/posts',
    '/studio/sales',
    '/studio/tiers',
    '/studio/page',
    `/join/${seller.handle}`,
    `/receipts/${bought.id}`,
  ]) {
    await visitSignedIn(person, path)
    const [content, screen] = await person.page.evaluate(() => [
      document.documentElement.scrollWidth,
      window.innerWidth,
    ])
    expect(content, path).toBeLessThanOrEqual(screen ?? 0)
  }
})
