import { buyByScript } from '../../tests/support/e2e/api'
import { fillWallet, newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { expect, test } from '../../tests/support/e2e/story'

test('subscribing shows the new tier and opens its posts, in both browsers, without a reload; then an upgrade', async ({
  browser,
}) => {
  const creator = await newCreator()
  const basic = await newPost(creator, { minTier: 'basic', title: 'For the bench' })
  const premium = await newPost(creator, { minTier: 'premium', title: 'For the box' })
  const here = await newPerson(browser)
  const there = await newPerson(browser, { sameAs: here })
  await fillWallet(here)
  for (const person of [here, there]) {
    const { page } = person
    await visitSignedIn(person, `/creators/${creator.handle}`)
    await page.evaluate(() => Object.assign(window, { notReloaded: true }))
  }

  await here.page.getByRole('region', { name: 'Bench' }).getByRole('button', { name: 'Join Bench' }).click()
  await here.page.getByRole('button', { name: 'Pay 0.02 SOL' }).click()
  await here.page.getByRole('button', { name: 'Start reading' }).click()
  for (const { page } of [here, there]) {
    await expect(page.getByRole('region', { name: 'Bench' }).getByText('Yours')).toBeVisible()
    await expect(page.getByText(basic.body)).toBeVisible()
    await expect(page.getByText(premium.body)).toBeHidden()
  }

  // The unused part of the running period is taken off: a moment after paying it is nearly all of it.
  await here.page.getByRole('region', { name: 'Box' }).getByRole('button', { name: 'Move up to Box' }).click()
  const pay = here.page.getByRole('dialog').getByRole('button', { name: /^Pay 0\.040/ })
  await expect(pay).toBeVisible()
  await pay.click()
  await here.page.getByRole('button', { name: 'Start reading' }).click()
  for (const { page } of [here, there]) {
    await expect(page.getByRole('region', { name: 'Box' }).getByText('Yours')).toBeVisible()
    await expect(page.getByText(premium.body)).toBeVisible()
    await expect(
      page.getByRole('region', { name: 'Bench' }).getByRole('button', { name: 'Join Bench' }),
    ).toBeDisabled()
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true)
  }
})

test('before an upgrade is signed, the dialog says price, credit, what is to pay and the new end', async ({
  browser,
}) => {
  const creator = await newCreator()
  const fan = await newPerson(browser)
  const { page } = fan
  await fillWallet(fan)
  const script = await fan.api()
  await buyByScript(script, { kind: 'subscription', creatorId: creator.user.id, tier: 'basic' })
  const item = { kind: 'subscription', creatorId: creator.user.id, tier: 'premium' }
  await visitSignedIn(fan, `/creators/${creator.handle}`)
  await page.getByRole('button', { name: 'Move up to Box' }).click()

  const dialog = page.getByRole('dialog')
  const row = (term: string | RegExp) => dialog.locator('dl > div').filter({ hasText: term })
  await expect(row('Box, 30 days')).toContainText('0.06 SOL')
  await expect(row('Unused of Bench: 30 days')).toContainText(/−0\.019\d+ SOL/)
  await expect(row('You pay')).toContainText(/0\.040\d+ SOL/)
  const end = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000)
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(end)
  await expect(row('Yours until')).toContainText(day)
  expect(fan.holder.transactionsAsked).toBe(0)

  const shown = await row('You pay').locator('dd').textContent()
  await dialog.getByRole('button', { name: /^Pay 0\.040/ }).click()
  await expect(page.getByText('Welcome to Box')).toBeVisible()
  const { items } = await script.call<{ items: { item: unknown; amountLamports: number }[] }>(
    'GET',
    '/api/purchases',
  )
  expect(items[0]?.item).toEqual(item)
  expect(`${(items[0]?.amountLamports ?? 0) / 1e9} SOL`).toBe(shown)
})
