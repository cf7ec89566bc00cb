import { expectLive, newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'

for (const reading of READINGS) {
  const { t } = wordsFor(reading)
  const said = t('count.newPosts', { count: 1, shown: '1' })
  test(`the feed stands still under its reader, and says what came: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const creator = await newCreator()
    // Everybody's posts are on the page of the link.
    const [meanwhile, askedFor] = [`Came meanwhile ${creator.handle}`, `Asked for ${creator.handle}`]
    const { id } = await newPost(creator, { title: 'Read this first' })
    const reader = await newPerson(browser, reading)
    const { page } = reader
    await (await reader.api()).call('PUT', `/api/creators/${creator.handle}/follow`)
    await visitSignedIn(reader, '/?filter=following')
    const first = page.locator(`article:has(a[href="/posts/${id}"])`)
    const before = await first.boundingBox()
    await newPost(creator, { title: meanwhile })
    // They come back to it after a minute. Its timers stay the browser's own: the rest goes by them.
    await page.evaluate(() => {
      const now = Date.now
      Date.now = () => now() + 61_000
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    })
    const button = page.getByRole('button', { name: said })
    await expect(button).toBeVisible()
    expect(await first.boundingBox()).toEqual(before)
    await expect(button).toHaveAccessibleName(`${said} ${t('feed.new.by', { names: creator.name })}`)
    await button.click()
    await expect(page.getByRole('link', { name: meanwhile })).toBeVisible()
    await expect(button).toHaveCount(0)
    // Pressing the link of the page that is open leads up and shows what is new.
    await page
      .getByRole('link', { name: t('shell.feed'), exact: true })
      .first()
      .click()
    await expect(page.getByRole('link', { name: meanwhile })).toBeVisible()
    await newPost(creator, { title: askedFor })
    await page.evaluate(() => window.scrollTo(0, 400))
    await page
      .getByRole('link', { name: t('shell.feed'), exact: true })
      .first()
      .click()
    await expect(page.getByRole('link', { name: askedFor })).toBeVisible()
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0)
    // And so does the page of who writes them, which hears of them at once.
    await page.goto(`/creators/${creator.handle}`)
    await expectLive(page)
    const there = await first.boundingBox()
    await newPost(creator, { title: 'Came later' })
    await expect(button).toBeVisible()
    expect(await first.boundingBox()).toEqual(there)
    // On a phone the list begins below; at the lower edge there is no room for it.
    await first.evaluate((article) => article.scrollIntoView({ block: 'center' }))
    await button.click()
    await expect(page.getByRole('link', { name: 'Came later' })).toBeInViewport()
  })
}

test('a feed is pulled down on a phone for what is new', async ({ browser }) => {
  const creator = await newCreator()
  await newPost(creator, { title: 'There before' })
  const reader = await newPerson(browser, { phone: true })
  const { page } = reader
  await (await reader.api()).call('PUT', `/api/creators/${creator.handle}/follow`)
  await visitSignedIn(reader, '/?filter=following')
  await expect(page.getByRole('link', { name: 'There before' })).toBeVisible()
  await expect(page.locator('html')).toHaveCSS('overscroll-behavior-y', 'contain')
  await newPost(creator, { title: 'Pulled for' })
  const client = await reader.context.newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 200, y }] })
  await touch('touchStart', 200)
  for (let y = 220; y <= 420; y += 20) await touch('touchMove', y)
  await expect(page.locator('.pulled')).toHaveAttribute('data-far', '')
  await touch('touchEnd')
  await expect(page.getByRole('link', { name: 'Pulled for' })).toBeVisible()
})
