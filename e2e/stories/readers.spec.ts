import { buyByScript, fund } from '../../tests/support/e2e/api'
import {
  expectLive,
  newCreator,
  newPerson,
  newPost,
  type Person,
  siteUrl,
  visitSignedIn,
} from '../../tests/support/e2e/people'
import { type Browser, expect, type Page, test } from '../../tests/support/e2e/story'

const COMMENT = 'Only for those who have paid.'

interface Bought {
  reader: Person
  page: Page
  path: string
  creatorPath: string
  body: string
}

/** Somebody who has bought a post and looks at it by its address. */
async function atBoughtPost(browser: Browser): Promise<Bought> {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 10_000_000 })
  await creator.user.call('POST', `/api/posts/${id}/comments`, { body: COMMENT })
  const reader = await newPerson(browser)
  const api = await reader.api()
  await fund(siteUrl(), reader.holder.keypair.address)
  await buyByScript(api, { kind: 'post', postId: id })
  const path = `/posts/${id}`
  await visitSignedIn(reader, path)
  await expect(reader.page.getByText(body)).toBeVisible()
  return { reader, page: reader.page, path, creatorPath: `/creators/${creator.handle}`, body }
}

const toFeed = (page: Page) => page.getByRole('link', { name: 'Feed' }).first().click()

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expectVisitor(page)
}

const expectVisitor = (page: Page) =>
  expect(page.getByRole('button', { name: 'Sign in' }).first()).toBeVisible()

/** The locked post is there, and nothing of what is behind it: not on screen, not in the page. */
async function expectLocked(page: Page, body: string): Promise<void> {
  await expect(page.locator('article[data-unlocked="false"]').first()).toBeVisible()
  const content = await page.content()
  expect(content).not.toContain(body)
  expect(content).not.toContain(COMMENT)
}

/** From now on the page notes each time at which it shows the text, however short. */
async function watchFor(page: Page, text: string): Promise<() => Promise<boolean>> {
  await page.evaluate((watched) => {
    Object.assign(window, { wasShown: false })
    new MutationObserver(() => {
      // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not shown
      if (document.body.innerText.includes(watched)) Object.assign(window, { wasShown: true })
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  }, text)
  return () => page.evaluate(() => (window as unknown as { wasShown: boolean }).wasShown)
}

test('after signing out, Back shows nothing of what the one before had bought, nor does it to the next', async ({
  browser,
}) => {
  const { page, body, path, creatorPath } = await atBoughtPost(browser)
  await page.locator(`main a[href="${creatorPath}"]`).first().click()
  await expect(page).toHaveURL(creatorPath)
  await expect(page.getByText(body)).toBeVisible()
  await toFeed(page)
  await expect(page).toHaveURL('/')
  await signOut(page)
  await expect(page.getByRole('navigation', { name: 'Which posts' })).toBeVisible()
  const wasShown = await watchFor(page, body)
  await page.goBack()
  await expect(page).toHaveURL(creatorPath)
  await expect(page.getByRole('heading', { level: 2, name: 'Posts' })).toBeVisible()
  await expectLocked(page, body)
  await page.goBack()
  await expect(page).toHaveURL(path)
  await expectLocked(page, body)
  await page.goForward()
  await expect(page).toHaveURL(creatorPath)
  await expectLocked(page, body)

  await page.getByRole('button', { name: 'Sign in' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Fonana demo wallet' }).click()
  await expectLive(page)
  await expectLocked(page, body)
  await toFeed(page)
  await expect(page).toHaveURL('/')
  await page.goBack()
  await expect(page).toHaveURL(creatorPath)
  await expectLocked(page, body)
  await page.goBack()
  await expect(page).toHaveURL(path)
  await expectLocked(page, body)
  expect(await wasShown()).toBe(false)
})

test('the same where they sign out in another tab, and while the post is looked at', async ({ browser }) => {
  const { reader, page, body, path } = await atBoughtPost(browser)
  const other = await reader.context.newPage()
  await other.goto(path)
  await expect(other.getByText(body)).toBeVisible()
  await expectLive(other)
  await toFeed(page)
  await expect(page).toHaveURL('/')
  const third = await reader.context.newPage()
  await third.goto('/')
  await signOut(third)
  await expectVisitor(other)
  await expectLocked(other, body)
  await expectVisitor(page)
  await page.goBack()
  await expectLocked(page, body)
})

test('the same where the session is ended elsewhere', async ({ browser }) => {
  const { reader, page, body } = await atBoughtPost(browser)
  await toFeed(page)
  await expect(page).toHaveURL('/')
  const token = (await reader.context.cookies()).find(({ name }) => name.includes('fonana_session'))?.value
  const headers = { authorization: `Bearer ${token}` }
  expect((await fetch(`${siteUrl()}/api/auth/sign-out`, { method: 'POST', headers })).ok).toBe(true)
  await expectVisitor(page)
  await page.goBack()
  await expectLocked(page, body)
})

test('what is typed and what is open goes with its reader', async ({ browser }) => {
  const { reader, page, path } = await atBoughtPost(browser)
  await page.getByRole('textbox', { name: 'Your comment' }).fill('half a thought')
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('button', { name: 'Your name and picture' }).click()
  const other = await reader.context.newPage()
  await other.goto(path)
  await signOut(other)
  await expectVisitor(page)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await visitSignedIn(reader, path)
  await expect(page.getByRole('textbox', { name: 'Your comment' })).toHaveValue('')
})

test('a page that the browser has kept is not seen again by somebody else', async ({ browser }) => {
  const { reader, page, body } = await atBoughtPost(browser)
  // What a browser with a back/forward cache says; whether this one keeps a page is its own affair.
  const say = (type: string) =>
    page.evaluate((name) => {
      window.dispatchEvent(new PageTransitionEvent(name, { persisted: true }))
    }, type)
  await say('pagehide')
  await expect(page.getByText(body)).toBeHidden()
  await say('pageshow')
  await expect(page.locator('html[data-put-aside]')).toHaveCount(0)
  await expect(page.getByText(body)).toBeVisible()

  await say('pagehide')
  await reader.context.clearCookies()
  const wasShown = await watchFor(page, body)
  await say('pageshow')
  expect(await wasShown().catch(() => false)).toBe(false)
  await expectLocked(page, body)
})
