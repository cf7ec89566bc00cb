import { buyByScript, fund } from '../../tests/support/e2e/api'
import { launchOptions } from '../../tests/support/e2e/browser'
import {
  expectLive,
  newCreator,
  newPerson,
  newPost,
  siteUrl,
  untilAwake,
  visitSignedIn,
} from '../../tests/support/e2e/people'
import { chromium, expect, type Page, test } from '../../tests/support/e2e/story'

const COMMENT = 'Said among those who have paid.'

/** All that the service worker has kept, as text. */
const keptText = (page: Page) =>
  page.evaluate(async () => {
    const texts: string[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys())
        texts.push(request.url, await ((await cache.match(request)) as Response).text())
    }
    return texts.join('\n')
  })

test('nothing that a buyer has seen is among what the service worker keeps', async ({ browser }) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 10_000_000 })
  await creator.user.call('POST', `/api/posts/${id}/comments`, { body: COMMENT })
  const reader = await newPerson(browser)
  const { page } = reader
  const api = await reader.api()
  await fund(siteUrl(), reader.holder.keypair.address)
  await buyByScript(api, { kind: 'post', postId: id })

  await visitSignedIn(reader, '/')
  await page.evaluate(() => navigator.serviceWorker.ready)
  for (const path of [`/posts/${id}`, `/creators/${creator.handle}`, '/library', '/']) {
    await page.goto(path)
    await page.reload()
  }
  await page.locator(`a[href="/posts/${id}"]`).first().click()
  await expect(page.getByText(body)).toBeVisible()
  await expect(page.getByText(COMMENT)).toBeVisible()
  const text = await keptText(page)
  expect(text).toContain('/_next/static/')
  for (const secret of [body, COMMENT, reader.holder.keypair.address, api.token]) {
    expect(text).not.toContain(secret)
  }
})

test('a visitor’s page may be put aside whole, and asks when it is back who is there', async () => {
  // This browser keeps no page itself, but says what of a page would be in the way.
  const browser = await chromium.launch({
    ...launchOptions,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  const person = await newPerson(browser)
  const { page, context } = person
  const cdp = await context.newCDPSession(page)
  await cdp.send('Page.enable')
  const told = new Promise<string[]>((resolve) => {
    cdp.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations: all }) =>
      resolve(all.filter(({ type }) => type !== 'Circumstantial').map(({ reason }) => reason)),
    )
  })
  await page.goto('/creators')
  await expect(page.getByRole('button', { name: 'Sign in' }).first()).toBeVisible()
  await page.goto('/')
  await page.goBack()
  expect(await told).toEqual([])
  await untilAwake(page)

  const say = (type: string) =>
    page.evaluate((name) => {
      window.dispatchEvent(new PageTransitionEvent(name, { persisted: true }))
    }, type)
  await say('pagehide')
  await expect(page.getByRole('heading', { name: 'Creators' })).toBeVisible()
  const { token } = await person.api()
  await context.addCookies([{ name: 'fonana_session', value: token, url: siteUrl(), httpOnly: true }])
  await say('pageshow')
  await expectLive(page)
  await browser.close()
})
