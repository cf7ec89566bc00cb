import { buyByScript, fund } from '../../tests/support/e2e/api'
import {
  expectLive,
  newCreator,
  newPerson,
  newPost,
  siteUrl,
  visitSignedIn,
} from '../../tests/support/e2e/people'
import { nameOf, READINGS, type Reading, wordsFor } from '../../tests/support/e2e/readers'
import { type Browser, expect, type Page, test } from '../../tests/support/e2e/story'

async function fanAtPost(browser: Browser, reading?: Reading) {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { minTier: 'basic', priceLamports: 10_000_000 })
  const fan = await newPerson(browser, reading)
  await fund(siteUrl(), fan.holder.keypair.address, 5_000_000_000)
  await visitSignedIn(fan, `/posts/${id}`)
  return { creator, fan, page: fan.page, id, body, path: `/posts/${id}` }
}

const dialog = (page: Page) => page.getByRole('dialog')

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
  // The button that was pressed has gone with its step, and the focus comes after it.
  await page.waitForFunction(() => document.activeElement?.closest('dialog') != null)
  await page.keyboard.press('Escape')
  await expect(page.getByText(body)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('who stands at the button when the post opens otherwise is taken to its heading', async ({
  browser,
}) => {
  const { fan, page, id, body } = await fanAtPost(browser)
  await page.getByRole('button', { name: 'Unlock for 0.01 SOL' }).focus()
  await buyByScript(await fan.api(), { kind: 'post', postId: id })
  await expect(page.getByText(body)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

for (const reading of READINGS) {
  const { t, formats } = wordsFor(reading)
  const price = formats.inSol(10_000_000n)
  const account = t('account.of', { name: '' })
  test(`Back closes what is open before it leaves the page, and passes over what was closed: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const { page, path } = await fanAtPost(browser, reading)
    await page.goto('/creators')
    await page.goto(path)
    await expectLive(page)

    await page.getByRole('button', { name: account }).click()
    await expect(page.getByRole('button', { name: t('account.signOut') })).toBeVisible()
    await page.goBack()
    await expect(page.getByRole('button', { name: t('account.signOut') })).toBeHidden()
    await page.getByRole('button', { name: t('locked.unlock', { price }) }).click()
    await expect(dialog(page)).toBeVisible()
    await page.goBack()
    await expect(dialog(page)).toHaveCount(0)
    await expect(page).toHaveURL(path)

    // Closed by itself: one step back leaves.
    await page.getByRole('button', { name: t('locked.unlock', { price }) }).click()
    await page.getByRole('button', { name: t('ui.close') }).click()
    await page.getByRole('button', { name: t('locked.unlock', { price }) }).click()
    await page.getByRole('button', { name: t('buy.pay', { sol: price }) }).click()
    await page.getByRole('link', { name: t('buy.done.receipt') }).click()
    await expect(page).toHaveURL(/receipts/)
    await page.goBack()
    await expect(page).toHaveURL(path)
    await expect(page.locator('article[data-unlocked="true"]')).toBeVisible()
    await expect(dialog(page)).toHaveCount(0)
    await page.getByRole('button', { name: account }).click()
    await page.getByRole('button', { name: t('account.name') }).click()
    await page.getByRole('button', { name: t('ui.close') }).click()
    await page.goBack()
    await expect(page).toHaveURL('/creators')
  })
}

test('who deletes by keyboard goes on at what can still be done, and has as long as they like', async ({
  browser,
}) => {
  const star = await newPerson(browser)
  const creator = await newCreator(await star.api())
  const { id } = await newPost(creator)
  const { id: commentId } = await creator.user.call<{ id: string }>('POST', `/api/posts/${id}/comments`, {
    body: 'Better unsaid',
  })
  const { page } = star
  await page.clock.install()
  await visitSignedIn(star, `/posts/${id}`)
  const comment = page.getByText('Better unsaid')
  const undo = page.getByRole('button', { name: 'Undo' })
  await page.getByRole('button', { name: /^Delete/ }).focus()
  await page.keyboard.press('Enter')
  await expect(undo).toBeFocused()
  await expect(undo).toHaveAccessibleDescription('Comment deleted')
  await expect(page.locator('[aria-live]', { has: undo })).toContainText('Comment deleted')
  await page.clock.fastForward(60_000)
  await expect(undo).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(comment).toBeVisible()
  await expect(page.locator(`[id="comment-${commentId}"]`)).toBeFocused()

  // Away from it again: its time begins anew, and the focus is where the comments begin.
  await page.getByRole('button', { name: /^Delete/ }).focus()
  await page.keyboard.press('Enter')
  await expect(undo).toBeFocused()
  const isDeleted = page.waitForRequest((request) => request.method() === 'DELETE')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: /^Comments/ })).toBeFocused()
  await page.clock.fastForward(5_000)
  await isDeleted

  await page.getByRole('button', { name: 'Your post' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Delete' }).focus()
  await page.keyboard.press('Enter')
  await expect(undo).toBeFocused()
  await page.clock.fastForward(60_000)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  // Who points at things sees it, and the focus stays about where it was.
  await page.getByRole('button', { name: 'Your post' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(undo).toBeVisible()
  await expect(page.locator('main')).toBeFocused()
  await undo.hover()
  await page.clock.fastForward(60_000)
  await undo.click()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('the colour around the page follows the switch', async ({ browser }) => {
  const { page } = await newPerson(browser)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/')
  const colours = () =>
    page
      .locator('meta[name="theme-color"]')
      .evaluateAll((metas) => metas.map((meta) => (meta as HTMLMetaElement).content))
  await expect.poll(async () => new Set(await colours())).toEqual(new Set(['#faf8f4', '#131210']))
  const change = page.getByRole('button', { name: 'Switch between light and dark' })
  await change.click()
  await expect.poll(async () => new Set(await colours())).toEqual(new Set(['#131210']))
  await page.reload()
  await expect.poll(async () => new Set(await colours())).toEqual(new Set(['#131210']))
  await change.click()
  await expect.poll(async () => new Set(await colours())).toEqual(new Set(['#faf8f4']))
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await change.click()
  await expect.poll(colours).toEqual(['#faf8f4', '#131210'])
  await page.reload()
  await expect(page.locator('html')).not.toHaveAttribute('data-theme')
})

test('what today has brought begins anew at the creator’s midnight', async ({ browser }) => {
  const star = await newPerson(browser)
  await newCreator(await star.api())
  const { page } = star
  await page.clock.install()
  await visitSignedIn(star, '/studio')
  await expect(page.getByText('since midnight')).toBeVisible()
  const again = page.waitForRequest('**/api/me/activity?tz=**')
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
  await expect(page.getByLabel('From tier')).toContainText('Bench')
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
