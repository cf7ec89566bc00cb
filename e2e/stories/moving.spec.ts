import { buyByScript, fund } from '../../tests/support/e2e/api'
import {
  expectLive,
  newCreator,
  newPerson,
  newPost,
  siteUrl,
  visitSignedIn,
} from '../../tests/support/e2e/people'
import { type Browser, expect, type Page, test } from '../../tests/support/e2e/story'

async function atFeedWithBought(browser: Browser, withWorker = true) {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 10_000_000 })
  await newPost(creator, { priceLamports: 10_000_000, title: 'Not bought' })
  const reader = await newPerson(browser, { withWorker })
  const api = await reader.api()
  await fund(siteUrl(), reader.holder.keypair.address)
  await buyByScript(api, { kind: 'post', postId: id })
  await visitSignedIn(reader, `/creators/${creator.handle}`)
  return { creator, reader, page: reader.page, id, body }
}

/** Everything that asks the server for a page, or a part of one. */
function watchPages(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    if (request.resourceType() === 'document' || search.includes('_rsc')) asked.push(pathname + search)
  })
  return asked
}

test('what is the reader’s is there before any script, and nothing of it changes when they run', async ({
  browser,
}) => {
  const { reader, page, body, creator } = await atFeedWithBought(browser, false)
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await reader.context.route('**/_next/static/**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`/creators/${creator.handle}`, { waitUntil: 'commit' })
  await expect(page.getByText(body)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign in' })).toHaveCount(0)
  const article = page.locator('article', { hasText: 'Not bought' })
  await expect(article).toHaveAttribute('data-unlocked', 'false')
  const shape = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('main article, header, main h1, main button')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        // But for the sign of the connection, which is being made.
        const text = element.textContent?.replace(/Connecting|Live/, '')
        return [element.tagName, text, x, y, width, height].join(' ')
      }),
    )
  await page.evaluate(() => document.fonts.ready)
  const before = await shape()
  await page.evaluate(() => {
    const seen: string[] = []
    Object.assign(window, { seen })
    new MutationObserver((records) => {
      for (const { addedNodes, removedNodes, target } of records)
        for (const node of [...addedNodes, ...removedNodes])
          if (node instanceof HTMLElement && target instanceof Element && target.closest('main, header'))
            seen.push(node.outerHTML.slice(0, 200))
    }).observe(document.documentElement, { childList: true, subtree: true })
  })
  letThrough()
  await expectLive(page)
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([])
  expect(await shape()).toEqual(before)
})

test('from a card to its post and back nothing is asked for, and without a connection neither', async ({
  browser,
}) => {
  const { reader, page, id, body, creator } = await atFeedWithBought(browser)
  const pages = watchPages(page)
  // So low that the card is below it.
  await page.setViewportSize({ width: 1280, height: 420 })
  const card = page.locator(`main a[href="/posts/${id}"]`).first()
  await card.scrollIntoViewIfNeeded()
  const before = await page.evaluate(() => window.scrollY)
  expect(before).toBeGreaterThan(100)
  await card.click()
  await expect(page).toHaveURL(`/posts/${id}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText(body)).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(`/creators/${creator.handle}`)
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(before)

  await reader.context.setOffline(true)
  await card.click()
  await expect(page).toHaveURL(`/posts/${id}`)
  await expect(page.getByText(body)).toBeVisible()
  await expect(page.getByText('You are offline.')).toBeVisible()
  await page.goBack()
  await expect(page.getByText(body)).toBeVisible()
  expect(pages).toEqual([])
})

test('what cannot be read says so, keeps what is typed beside it, and comes by itself', async ({
  browser,
}) => {
  const { page, id, creator } = await atFeedWithBought(browser)
  let away = true
  await page.context().route('**/api/posts/**', (route) => (away ? route.abort() : route.continue()))
  const comment = `Typed before ${id}`
  await page.locator(`main a[href="/posts/${id}"]`).first().click()
  await page.getByRole('textbox', { name: 'Your comment' }).fill(comment)
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Your comment' })).toHaveValue(comment)
  away = false
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Your comment' })).toHaveValue(comment)
  await expect(page).toHaveURL(`/posts/${id}`)
  await page.goBack()
  await expect(page).toHaveURL(`/creators/${creator.handle}`)
})
