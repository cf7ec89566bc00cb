import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { buyByScript } from '../support/api'
import { fillWallet, newCreator, newPerson, newPost, signIn } from '../support/people'

async function expectNoSeriousViolation(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const found = serious.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  )
  expect(found, screen).toEqual([])
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no serious violation on any screen, ${colorScheme}`, async ({ browser }) => {
    test.setTimeout(180_000)
    const author = await newPerson(browser)
    const creator = await newCreator(await author.api())
    const { id } = await newPost(creator, { minTier: 'basic', priceLamports: 10_000_000 })
    const { page } = author
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const visit = async (path: string) => {
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      await expectNoSeriousViolation(page, path)
    }
    for (const path of [
      '/',
      '/?filter=following',
      '/creators',
      `/creators/${creator.handle}`,
      `/posts/${id}`,
      '/notifications',
      '/library',
      '/studio',
      `/join/${creator.handle}`,
      '/nothing-here',
    ]) {
      await visit(path)
    }
    await page.goto('/')
    await page.getByRole('button', { name: 'Sign in' }).first().click()
    await expectNoSeriousViolation(page, 'sign-in dialog')
    await page.keyboard.press('Escape')
    await signIn(page)
    for (const path of [
      '/',
      `/posts/${id}`,
      '/notifications',
      '/library',
      '/studio',
      '/studio/new',
      `/studio/posts/${id}`,
      '/studio/tiers',
      '/studio/page',
    ]) {
      await visit(path)
    }
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('button', { name: 'Your name and picture' }).click()
    await expectNoSeriousViolation(page, 'name dialog')

    const fan = await newPerson(browser)
    await fan.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await fillWallet(fan)
    await fan.page.goto(`/posts/${id}`)
    await signIn(fan.page)
    await fan.page.getByRole('button', { name: 'Unlock for 0.01 SOL' }).click()
    await expect(fan.page.getByRole('button', { name: 'Pay 0.01 SOL' })).toBeVisible()
    await expectNoSeriousViolation(fan.page, 'purchase dialog')
    await fan.page.getByRole('button', { name: 'Pay from a phone' }).click()
    await expect(fan.page.getByRole('img', { name: /^QR code/ })).toBeVisible()
    await expectNoSeriousViolation(fan.page, 'code for the phone')
    await fan.page.getByRole('button', { name: 'Pay here instead' }).click()
    await expect(fan.page.getByText('It’s yours')).toBeVisible()
    await expectNoSeriousViolation(fan.page, 'purchase done')
    await fan.page.goto('/library')
    await expect(fan.page.locator('[data-purchase="confirmed"]')).toBeVisible()
    await expectNoSeriousViolation(fan.page, 'library with a purchase')
    await fan.page.getByRole('link', { name: /^Receipt/ }).click()
    await expect(fan.page.getByRole('article')).toBeVisible()
    await expectNoSeriousViolation(fan.page, 'receipt')
  })
}

test('nothing is wider than a phone', async ({ browser }) => {
  const person = await newPerson(browser, { phone: true })
  const creator = await newCreator(await person.api())
  const { id } = await newPost(creator, { minTier: 'basic' })
  const seller = await newCreator()
  await fillWallet(person)
  const tip = { kind: 'tip', creatorId: seller.user.id, amountLamports: 7_000_000 }
  const bought = await buyByScript(await person.api(), tip)
  await person.page.goto('/')
  await signIn(person.page)
  for (const path of [
    '/',
    '/creators',
    `/creators/${creator.handle}`,
    `/posts/${id}`,
    '/notifications',
    '/library',
    '/studio',
    '/studio/new',
    `/studio/posts/${id}`,
    '/studio/tiers',
    '/studio/page',
    `/join/${seller.handle}`,
    `/receipts/${bought.id}`,
  ]) {
    await person.page.goto(path)
    await person.page.waitForLoadState('networkidle')
    const [content, screen] = await person.page.evaluate(() => [
      document.documentElement.scrollWidth,
      window.innerWidth,
    ])
    expect(content, path).toBeLessThanOrEqual(screen ?? 0)
  }
})
