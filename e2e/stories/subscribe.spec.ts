import { expect, test } from '@playwright/test'
import { fillWallet, newCreator, newPerson, newPost, signIn } from '../support/people'

test('subscribing shows the new tier and opens its posts, in both browsers, without a reload; then an upgrade', async ({
  browser,
}) => {
  const creator = await newCreator()
  const basic = await newPost(creator, { minTier: 'basic', title: 'For the bench' })
  const premium = await newPost(creator, { minTier: 'premium', title: 'For the box' })
  const here = await newPerson(browser)
  const there = await newPerson(browser, { sameAs: here })
  await fillWallet(here)
  for (const { page } of [here, there]) {
    await page.goto(`/creators/${creator.handle}`)
    await signIn(page)
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
