import { buyByScript } from '../../tests/support/e2e/api'
import { fillWallet, newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { expect, test } from '../../tests/support/e2e/story'

test('the creator sees sale, like, comment, subscriber and tip arrive live, and today’s earnings grow', async ({
  browser,
}) => {
  const author = await newPerson(browser)
  const creator = await newCreator(await author.api())
  const { id } = await newPost(creator, { priceLamports: 100_000_000, title: 'On sale' })
  await visitSignedIn(author, '/studio')
  await expect(author.page.locator('[data-earned="0"]')).toBeVisible()
  await author.page.evaluate(() => Object.assign(window, { notReloaded: true }))

  const fan = await newPerson(browser)
  await fillWallet(fan)
  await visitSignedIn(fan, `/posts/${id}`)
  await fan.page.getByRole('button', { name: /^Like/ }).click()
  await expect(author.page.locator('[data-activity="like"]')).toHaveCount(1)

  await fan.page.getByRole('button', { name: 'Unlock for 0.1 SOL' }).click()
  await fan.page.getByRole('button', { name: 'Pay 0.1 SOL' }).click()
  await fan.page.getByRole('button', { name: 'Read it' }).click()
  await expect(author.page.locator('[data-activity="sale"]')).toHaveCount(1)
  await expect(author.page.locator('[data-earned="90000000"]')).toBeVisible()

  await fan.page.getByRole('textbox', { name: 'Your comment' }).fill('Worth every lamport')
  await fan.page.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(fan.page.getByText('Worth every lamport')).toHaveCount(1)
  await expect(author.page.locator('[data-activity="comment"]')).toContainText('Worth every lamport')

  const script = await fan.api()
  await buyByScript(script, { kind: 'subscription', creatorId: creator.user.id, tier: 'basic' })
  await buyByScript(script, { kind: 'tip', creatorId: creator.user.id, amountLamports: 7_000_000 })
  await expect(author.page.locator('[data-activity="subscriber"]')).toHaveCount(1)
  await expect(author.page.locator('[data-activity="tip"]')).toHaveCount(1)
  await expect(author.page.locator('[data-earned="115000000"]')).toBeVisible()
  await expect(author.page.getByRole('link', { name: 'Notifications, 5 unread' }).first()).toBeVisible()
  expect(await author.page.evaluate(() => 'notReloaded' in window)).toBe(true)
})

test('somebody becomes a creator, sets a tier, publishes an image for members, and a reader sees it arrive locked', async ({
  browser,
}) => {
  const author = await newPerson(browser)
  await author.page.goto('/studio')
  await author.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await author.page.getByRole('dialog').getByRole('button', { name: 'Test Wallet' }).click()
  const handle = `h${Date.now().toString(36)}`
  await author.page.getByLabel('Name').fill('Vera Stone')
  await author.page.getByLabel('Handle').fill(handle)
  let timesSent = 0
  author.page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/me/creator')) timesSent += 1
  })
  await author.page.getByRole('button', { name: 'Open my page' }).dblclick()

  await author.page.getByRole('switch').first().click()
  await author.page.getByRole('button', { name: 'Save tiers' }).click()
  await expect(author.page.getByText('Your tiers are saved')).toBeVisible()
  expect(timesSent).toBe(1)

  await author.page.getByRole('link', { name: 'New post' }).click()
  await author.page.getByLabel('Title').fill('Behind the curtain')
  await author.page.getByLabel('Text').fill('Only members read this line.')
  await author.page.locator('input[type=file]').setInputFiles({
    name: 'picture.svg.png',
    mimeType: 'image/png',
    buffer: await author.page.screenshot(),
  })
  await expect(author.page.getByText(/^Uploading/)).toHaveCount(0)
  await author.page.getByText('Members', { exact: true }).click()
  await author.page.getByRole('button', { name: 'Publish' }).click()
  await expect(author.page.getByText('Published', { exact: true })).toBeVisible()

  const reader = await newPerson(browser)
  await reader.page.goto(`/creators/${handle}`)
  await expect(reader.page.getByRole('heading', { name: 'Behind the curtain' })).toBeVisible()
  await expect(reader.page.getByText('Only members read this line.')).toBeHidden()
  const original = (await author.page.request.get(`/api/creators/${handle}/posts`)).json()
  const mediaId = (await original).items[0].media[0].id
  expect((await reader.page.request.get(`/api/media/${mediaId}`)).status()).toBe(403)
  expect((await reader.page.request.get(`/api/media/${mediaId}/preview`)).status()).toBe(200)
  expect((await author.page.request.get(`/api/media/${mediaId}`)).status()).toBe(200)
})

test('the creator looks at the page as a visitor does: nothing is open, and nothing can be done', async ({
  browser,
}) => {
  const author = await newPerson(browser)
  const creator = await newCreator(await author.api())
  const { id } = await newPost(creator, {
    title: 'On sale',
    body: 'Only who bought it',
    priceLamports: 100_000_000,
  })
  const { page } = author
  await visitSignedIn(author, `/creators/${creator.handle}`)
  await expect(page.getByText('Only who bought it')).toBeVisible()
  await page.getByRole('link', { name: 'See it as a visitor' }).click()
  await expect(page.getByText('This is what a visitor sees')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign in' }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Unlock for 0.1 SOL' })).toBeVisible()
  await expect(page.getByText('Only who bought it')).toHaveCount(0)

  // So it is on every page that is gone to from there.
  await page.getByRole('link', { name: 'On sale' }).click()
  await expect(page).toHaveURL(`/posts/${id}`)
  await expect(page.getByRole('button', { name: 'Unlock for 0.1 SOL' })).toBeVisible()
  await page.getByRole('button', { name: 'Unlock for 0.1 SOL' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Test Wallet' }).click()
  await expect(page.getByRole('dialog')).toContainText('Nothing can be done on it')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.getByRole('link', { name: 'Back to your view' }).click()
  await expect(page).toHaveURL(`/posts/${id}`)
  await expect(page.getByText('Only who bought it')).toBeVisible()
  await expect(page.getByText('This is what a visitor sees')).toHaveCount(0)
})
