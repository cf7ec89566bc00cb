import { buyByScript } from '../../tests/support/e2e/api'
import {
  expectLive,
  fillWallet,
  newCreator,
  newPerson,
  newPost,
  visitSignedIn,
} from '../../tests/support/e2e/people'
import { expect, test } from '../../tests/support/e2e/story'

test('what is bought in another tab is in the library at once, with its receipt', async ({ browser }) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 50_000_000, title: 'Kept for good' })
  const fan = await newPerson(browser)
  await fillWallet(fan)
  await visitSignedIn(fan, '/library')
  await expect(fan.page.getByText('Nothing here yet')).toBeVisible()
  await fan.page.evaluate(() => Object.assign(window, { notReloaded: true }))

  const shop = await fan.context.newPage()
  await shop.goto(`/posts/${id}`)
  await shop.getByRole('button', { name: 'Unlock for 0.05 SOL' }).click()
  await shop.getByRole('button', { name: 'Pay 0.05 SOL' }).click()
  await shop.getByRole('button', { name: 'Read it' }).click()

  const receipt = fan.page.locator('[data-purchase="confirmed"]')
  await expect(receipt).toHaveCount(1)
  await expect(receipt).toContainText(`by ${creator.name}`)
  await expect(receipt).toContainText('0.05 SOL')
  await expect(receipt).toContainText('Paid')
  await expect(receipt).toContainText(/\w{4}…\w{4}/)
  expect(await fan.page.evaluate(() => 'notReloaded' in window)).toBe(true)
  await receipt.getByRole('link', { name: 'Kept for good', exact: true }).click()
  await expect(fan.page.getByText(body)).toBeVisible()
})

test('subscriptions say until when they run, and no reminder is one click, in every tab', async ({
  browser,
}) => {
  const creator = await newCreator()
  const here = await newPerson(browser)
  const there = await newPerson(browser, { sameAs: here, phone: true })
  await fillWallet(here)
  for (const person of [here, there]) await visitSignedIn(person, '/library')
  const item = { kind: 'subscription', creatorId: creator.user.id, tier: 'premium' }
  await buyByScript(await here.api(), item)
  for (const { page } of [here, there]) {
    const running = page.locator('[data-subscription="active"]')
    await expect(running).toContainText(creator.name)
    await expect(running).toContainText('Box')
    await expect(running).toContainText('Runs until')
    await expect(page.locator('[data-purchase="confirmed"]')).toContainText('Box, 30 days')
  }
  await here.page.getByRole('button', { name: 'Do not remind me to renew' }).click()
  for (const { page } of [here, there]) {
    await expect(page.locator('[data-subscription="cancelled"]')).toContainText('no reminder')
  }
})

test('what was not paid says so, and what its author took down is there for who bought it', async ({
  browser,
}) => {
  const creator = await newCreator()
  const gone = await newPost(creator, { priceLamports: 10_000_000, title: 'Gone by now' })
  const dropped = await newPost(creator, { priceLamports: 20_000_000, title: 'Thought better of' })
  const fan = await newPerson(browser)
  await fillWallet(fan)
  const script = await fan.api()
  await buyByScript(script, { kind: 'post', postId: gone.id })
  await creator.user.call('DELETE', `/api/posts/${gone.id}`)
  const { purchase } = await script.call<{ purchase: { id: string } }>('POST', '/api/purchases', {
    item: { kind: 'post', postId: dropped.id },
  })
  await visitSignedIn(fan, '/')
  await fan.page.goto('/library')
  await expect(fan.page.locator('[data-purchase="pending"]')).toContainText('Not paid yet')
  await script.call('DELETE', `/api/purchases/${purchase.id}`)
  await fan.page.reload()
  const kept = fan.page.locator('[data-purchase="confirmed"]')
  await expect(kept).toContainText('Gone by now')
  // What was given up before anything was paid is no purchase.
  await expect(fan.page.locator('[data-purchase]')).toHaveCount(1)
  await kept.getByRole('link', { name: 'Gone by now', exact: true }).click()
  await expect(fan.page.getByText(gone.body)).toBeVisible()
  await expect(fan.page.getByText('Not listed')).toBeVisible()

  // To everybody else it is as if it had never been; also to those who have its page open.
  const stranger = await newPerson(browser)
  expect((await stranger.page.goto(`/posts/${gone.id}`))?.status()).toBe(404)
  await visitSignedIn(stranger, `/posts/${dropped.id}`)
  await creator.user.call('PATCH', `/api/posts/${dropped.id}`, { listed: false })
  await expect(stranger.page.getByText('This post is gone')).toBeVisible()
})

test('nothing of it is left for the next one who signs in here', async ({ browser }) => {
  const creator = await newCreator()
  const fan = await newPerson(browser)
  await fillWallet(fan)
  await buyByScript(await fan.api(), { kind: 'tip', creatorId: creator.user.id, amountLamports: 7_000_000 })
  await visitSignedIn(fan, '/')
  await fan.page.goto('/library')
  await expect(fan.page.locator('[data-purchase]')).toContainText(`to ${creator.name}`)

  await fan.page.getByRole('button', { name: /^Account of/ }).click()
  await fan.page.getByRole('button', { name: 'Sign out' }).click()
  await expect(fan.page.getByText('Your library is in your wallet')).toBeVisible()
  await fan.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await fan.page.getByRole('dialog').getByRole('button', { name: 'Fonana demo wallet' }).click()
  await expectLive(fan.page)
  await expect(fan.page.getByText('Nothing here yet')).toBeVisible()
})
