import { buyByScript, fund } from '../../tests/support/e2e/api'
import { newCreator, newPerson, newPost, siteUrl, visitSignedIn } from '../../tests/support/e2e/people'
import { expect, type Page, test } from '../../tests/support/e2e/story'

/** In the page: does from now on what browsers do that translate it, to every text. */
function translate(): void {
  const isOurs = (node: Node) => node.parentElement?.matches('font, script, style, textarea') ?? true
  const wrapAll = (root: Node) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const found: Text[] = []
    if (root instanceof Text) found.push(root)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) found.push(node as Text)
    for (const text of found) {
      if (isOurs(text) || text.data.trim() === '') continue
      const outer = document.createElement('font')
      const inner = document.createElement('font')
      outer.append(inner)
      text.replaceWith(outer)
      inner.append(text.data)
    }
  }
  wrapAll(document.body)
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'characterData') wrapAll(target)
      for (const node of addedNodes) wrapAll(node)
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true })
}

async function visitTranslated(page: Page): Promise<void> {
  await page.evaluate(translate)
  await expect(page.locator('font').first()).toBeAttached()
}

test('a page that the browser translates works on: likes, follows, buying, what others do meanwhile', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { user, handle, name } = creator
  const { id, body } = await newPost(creator, { minTier: 'basic', priceLamports: 10_000_000 })
  const fan = await newPerson(browser)
  await fund(siteUrl(), fan.holder.keypair.address)
  const { page } = fan
  await visitSignedIn(fan, `/posts/${id}`)
  await visitTranslated(page)

  const like = page.getByRole('button', { name: /^Like/ })
  await like.click()
  await expect(page.getByRole('button', { name: 'Like, 1 so far' })).toHaveText('1')
  await expect(like).not.toHaveAttribute('aria-busy')
  await like.click()
  await expect(page.getByRole('button', { name: 'Like, 0 so far' })).toHaveText('0')

  // The terms change while they are looked at, in each direction.
  await user.call('PATCH', `/api/posts/${id}`, { priceLamports: null })
  await expect(page.getByText('For Bench members')).toBeVisible()
  await user.call('PATCH', `/api/posts/${id}`, { priceLamports: 20_000_000 })
  await expect(page.getByText('or with Bench')).toBeVisible()
  await user.call('PATCH', `/api/posts/${id}`, { priceLamports: 10_000_000 })
  await page.getByRole('button', { name: 'Unlock for 0.01 SOL' }).click()
  await page.getByRole('button', { name: 'Pay from a phone' }).click()
  await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible()
  await page.getByRole('button', { name: 'Pay here instead' }).click()
  await page.getByRole('button', { name: 'Read it' }).click()
  await expect(page.getByText(body)).toBeVisible()

  await page.getByRole('textbox', { name: 'Your comment' }).fill('I can read it')
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(page.getByText('I can read it')).toBeVisible()
  await user.call('PATCH', `/api/posts/${id}`, { body: 'It says https://example.com now.\n\nAnd more.' })
  await expect(page.getByRole('link', { name: 'example.com' })).toBeVisible()
  await user.call('PATCH', `/api/posts/${id}`, { body: 'It says nothing now.' })
  await expect(page.getByText('It says nothing now.')).toBeVisible()

  await page.locator(`a[href="/creators/${handle}"]`).last().click()
  await page.getByRole('button', { name: `Follow ${name}` }).click()
  await expect(page.getByRole('button', { name: `Following ${name}` })).toHaveText('Following')
  await page.getByRole('button', { name: `Following ${name}` }).click()
  await expect(page.getByRole('button', { name: `Follow ${name}` })).toHaveText('Follow')
  await page.getByRole('button', { name: 'Join Bench' }).first().click()
  await page.getByRole('button', { name: 'Pay 0.02 SOL' }).click()
  await page.getByRole('button', { name: 'Start reading' }).click()
  await expect(page.getByText('Yours', { exact: true })).toBeVisible()
  await user.call('PATCH', '/api/me/creator', { displayName: 'Another name' })
  await expect(page.getByRole('heading', { name: 'Another name' })).toBeVisible()

  await page
    .getByRole('link', { name: /^Notifications/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: 'Notifications' })).toBeVisible()
  await newPost(creator)
  await page.getByRole('link', { name: 'Library' }).first().click()
  await expect(page.getByText('Paid').first()).toBeVisible()
  await page.getByRole('button', { name: /^Do not remind me/ }).click()
  await expect(page.getByText(/no reminder/)).toBeVisible()
  await expect(page.getByText('This page did not load')).toHaveCount(0)
})

test('what happens in a translated studio is shown as it happens', async ({ browser }) => {
  const star = await newPerson(browser)
  const creator = await newCreator(await star.api())
  const { id } = await newPost(creator, { priceLamports: 10_000_000 })
  const fan = await newPerson(browser)
  await fund(siteUrl(), fan.holder.keypair.address)
  const { page } = star
  await visitSignedIn(star, '/studio')
  await visitTranslated(page)
  const api = await fan.api()
  await buyByScript(api, { kind: 'post', postId: id })
  await expect(page.locator('[data-earned="9000000"]')).toHaveText('0.009 SOL')
  await buyByScript(api, { kind: 'tip', creatorId: creator.user.id, amountLamports: 20_000_000 })
  await expect(page.locator('[data-earned="29000000"]')).toHaveText('0.029 SOL')
  await api.call('POST', `/api/posts/${id}/comments`, { body: 'Well done' })
  await expect(page.getByText(/Well done/)).toBeVisible()
  await page.getByRole('link', { name: 'Tiers' }).click()
  await page.getByRole('switch').first().click()
  await expect(page.getByText('Off', { exact: true })).toBeVisible()
})
