import {
  expectLive,
  fillWallet,
  newCreator,
  newPerson,
  newPost,
  signIn,
  siteUrl,
  visitSignedIn,
} from '../../tests/support/e2e/people'
import { expect, type Page, test } from '../../tests/support/e2e/story'

const LONG_TEASER = 'A long corridor. '.repeat(25)

/** Marks the page, to prove afterwards that it was never loaded anew. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { notReloaded: true }))
}

async function expectNotReloaded(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true)
}

test('a bought post opens here and in a second browser, without a reload, at the same place', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 50_000_000, teaser: LONG_TEASER })
  const here = await newPerson(browser)
  const there = await newPerson(browser, { sameAs: here, phone: true })
  await fillWallet(here)
  for (const { page } of [here, there]) {
    await page.goto(`/posts/${id}`)
    await signIn(page)
    await expect(page.getByText(body)).toBeHidden()
    expect(await page.content()).not.toContain(body)
    await mark(page)
  }
  await here.page.evaluate(() => window.scrollTo(0, 60))
  const before = await here.page.evaluate(() => window.scrollY)

  await here.page.getByRole('button', { name: 'Unlock for 0.05 SOL' }).click()
  const dialog = here.page.getByRole('dialog')
  await expect(dialog).toContainText('0.045')
  await dialog.getByRole('button', { name: 'Pay 0.05 SOL' }).click()
  await expect(dialog.getByText('It’s yours')).toBeVisible()
  await dialog.getByRole('button', { name: 'Read it' }).click()

  await expect(here.page.getByText(body)).toBeVisible()
  await expect(there.page.getByText(body)).toBeVisible()
  expect(await here.page.evaluate(() => window.scrollY)).toBe(before)
  await expectNotReloaded(here.page)
  await expectNotReloaded(there.page)
})

test('a post bought in the feed opens in the feed, and the reader stays where they were', async ({
  browser,
}) => {
  const creator = await newCreator()
  for (let older = 0; older < 4; older += 1) await newPost(creator, { title: `Older ${older}` })
  const { body } = await newPost(creator, { priceLamports: 30_000_000, title: 'Bought in passing' })
  for (let newer = 0; newer < 2; newer += 1) await newPost(creator, { title: `Newer ${newer}` })
  const fan = await newPerson(browser)
  await fillWallet(fan)
  await visitSignedIn(fan, `/creators/${creator.handle}`)
  const heading = fan.page.getByRole('heading', { name: 'Bought in passing' })
  await fan.page.getByRole('button', { name: 'Unlock for 0.03 SOL' }).scrollIntoViewIfNeeded()
  const before = await heading.boundingBox()
  await fan.page.getByRole('button', { name: 'Unlock for 0.03 SOL' }).click()
  await fan.page.getByRole('button', { name: 'Pay 0.03 SOL' }).click()
  await fan.page.getByRole('button', { name: 'Read it' }).click()
  await expect(fan.page.getByText(body)).toBeVisible()
  expect((await heading.boundingBox())?.y).toBe(before?.y)
})

test('with too little money nothing is paid, and the filled wallet goes on', async ({ browser }) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 50_000_000 })
  const fan = await newPerson(browser)
  await visitSignedIn(fan, `/posts/${id}`)
  await fan.page.getByRole('button', { name: 'Unlock for 0.05 SOL' }).click()
  await expect(fan.page.getByRole('dialog').getByText('0.050005 SOL is missing')).toBeVisible()
  // As far as it is known: it may be on its way.
  await fan.page.getByRole('button', { name: 'Pay 0.05 SOL' }).click()
  await expect(fan.page.locator('[data-purchase="problem"]')).toContainText('There is not enough SOL')
  await expect(fan.page.getByText(body)).toBeHidden()

  await fan.page.getByRole('dialog').getByRole('button', { name: /Fill/ }).click()
  await fan.page.getByRole('button', { name: 'Pay 0.05 SOL' }).click()
  await fan.page.getByRole('button', { name: 'Read it' }).click()
  await expect(fan.page.getByText(body)).toBeVisible()
})

test('declining the payment in the wallet charges nothing and offers to try again', async ({ browser }) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 50_000_000 })
  const fan = await newPerson(browser)
  await fillWallet(fan)
  await visitSignedIn(fan, `/posts/${id}`)
  fan.holder.declines = true
  await fan.page.getByRole('button', { name: 'Unlock for 0.05 SOL' }).click()
  await fan.page.getByRole('button', { name: 'Pay 0.05 SOL' }).click()
  await expect(fan.page.getByText('You declined in the wallet')).toBeVisible()

  fan.holder.declines = false
  await fan.page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click()
  await fan.page.getByRole('button', { name: 'Pay 0.05 SOL' }).click()
  await fan.page.getByRole('button', { name: 'Read it' }).click()
  await expect(fan.page.getByText(body)).toBeVisible()
})

test('a price that changes while the dialog is open is shown before anything is signed', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 50_000_000 })
  const fan = await newPerson(browser)
  await fillWallet(fan)
  await visitSignedIn(fan, `/posts/${id}`)
  await fan.page.getByRole('button', { name: 'Unlock for 0.05 SOL' }).click()
  await expect(fan.page.getByRole('button', { name: 'Pay 0.05 SOL' })).toBeVisible()
  await creator.user.call('PATCH', `/api/posts/${id}`, { priceLamports: 70_000_000 })
  await fan.page.getByRole('button', { name: 'Pay 0.05 SOL' }).click()
  await expect(fan.page.getByText('The price has changed')).toBeVisible()
  await expect(fan.page.getByText('It was 0.05 SOL and is 0.07 SOL now.')).toBeVisible()
  expect(fan.holder.transactionsAsked).toBe(0)

  await fan.page.getByRole('button', { name: 'Pay 0.07 SOL' }).click()
  await fan.page.getByRole('button', { name: 'Read it' }).click()
  await expect(fan.page.getByText(body)).toBeVisible()
})

test('a tab that was offline during the purchase is right when it comes back', async ({ browser }) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 50_000_000 })
  const here = await newPerson(browser)
  const away = await newPerson(browser, { sameAs: here })
  await fillWallet(here)
  for (const person of [here, away]) await visitSignedIn(person, `/posts/${id}`)
  await mark(away.page)
  await away.context.setOffline(true)
  await expect(away.page.locator('[data-live="offline"]').first()).toBeAttached()

  await here.page.getByRole('button', { name: 'Unlock for 0.05 SOL' }).click()
  await here.page.getByRole('button', { name: 'Pay 0.05 SOL' }).click()
  await here.page.getByRole('button', { name: 'Read it' }).click()
  await expect(here.page.getByText(body)).toBeVisible()
  await expect(away.page.getByText(body)).toBeHidden()

  await away.context.setOffline(false)
  await expect(away.page.getByText(body)).toBeVisible()
  await expectLive(away.page)
  await expectNotReloaded(away.page)
})

test('what is locked is nowhere in what the browser receives', async ({ browser }) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { minTier: 'basic' })
  const fan = await newPerson(browser)
  const received: string[] = []
  fan.page.on('response', async (response) => {
    if (response.url().startsWith(siteUrl())) received.push(await response.text().catch(() => ''))
  })
  fan.page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => received.push(String(payload))),
  )
  for (const path of ['/', `/creators/${creator.handle}`, `/posts/${id}`]) {
    await visitSignedIn(fan, path)
    await fan.page.waitForLoadState('networkidle')
  }
  expect(received.length).toBeGreaterThan(5)
  expect(received.filter((text) => text.includes(body))).toEqual([])
})
