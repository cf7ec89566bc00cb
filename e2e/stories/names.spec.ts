import { buyByScript } from '../../tests/support/e2e/api'
import { fillWallet, newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { expect, type Locator, test } from '../../tests/support/e2e/story'

/** How far to the right a piece of text is drawn. */
function rightOf(where: Locator, piece: string): Promise<number> {
  return where.evaluate((element, text) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(text) ?? -1
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + text.length)
      return range.getBoundingClientRect().right
    }
    throw new Error(`${text} is not there`)
  }, piece)
}

/** In a line of English a later word stands further to the right, whatever a name before it is written in. */
async function expectInOrder(where: Locator, ...pieces: string[]): Promise<void> {
  const places: number[] = []
  for (const piece of pieces) places.push(await rightOf(where, piece))
  expect(places).toEqual([...places].sort((a, b) => a - b))
}

test('a name that runs to the left turns no word and no sum beside it', async ({ browser }) => {
  const creator = await newCreator()
  const fan = await newPerson(browser)
  await fillWallet(fan)
  await creator.user.call('PATCH', '/api/me/creator', { displayName: 'דנה לוי 7' })
  await creator.user.call('PUT', '/api/me/tiers', [
    { tier: 'premium', priceLamports: 60_000_000, name: 'חברים', benefits: ['x'] },
  ])
  const { id } = await newPost(creator, { minTier: 'premium', title: 'אור ראשון 3' })
  const script = await fan.api()
  await script.call('PATCH', '/api/me', { displayName: 'رامي 12' })

  await visitSignedIn(fan, `/posts/${id}`)
  await expect(fan.page).toHaveTitle('\u2068אור ראשון 3\u2069, by \u2068דנה לוי 7\u2069 · Fonana')
  await fan.page.getByRole('button', { name: 'Join חברים' }).click()
  const dialog = fan.page.getByRole('dialog')
  await expect(dialog.getByRole('heading', { name: 'Join חברים' })).toBeVisible()
  await expectInOrder(dialog.getByText('30 days with'), '30 days', 'דנה', ', starting now')

  await buyByScript(script, { kind: 'subscription', creatorId: creator.user.id, tier: 'premium' })
  await fan.page.goto('/library')
  const bought = fan.page.locator('[data-purchase="confirmed"]')
  await expectInOrder(bought.getByText('חברים, 30 days'), 'חברים', ', 30', 'days')

  await buyByScript(script, { kind: 'tip', creatorId: creator.user.id, amountLamports: 10_000_000 })
  const told = await creator.user.call<{ items: { title: string }[] }>('GET', '/api/notifications')
  expect(told.items[0]?.title).toBe('\u2068رامي 12\u2069 tipped you 0.01 SOL')
  await fan.page.goto(`/creators/${creator.handle}`)
  await expect(fan.page.locator('h1 bdi')).toHaveText('דנה לוי 7')
})

test('creators are found whatever they and their readers type', async ({ browser }) => {
  const creator = await newCreator()
  await creator.user.call('PATCH', '/api/me/creator', { displayName: `Ёлка Żółć ${creator.handle}` })
  const { page } = await newPerson(browser)
  await page.goto('/creators')
  for (const query of [`елка zolc ${creator.handle}`, `Е\u0308ЛКА\u00a0\u00a0ŻÓŁĆ ${creator.handle}`]) {
    await page.getByRole('combobox').fill('nobody at all')
    await page.keyboard.press('Enter')
    await expect(page.getByText(`@${creator.handle}`, { exact: true })).toHaveCount(0)
    await page.getByRole('combobox').fill(query)
    await page.keyboard.press('Enter')
    await expect(page.getByText(`@${creator.handle}`, { exact: true })).toHaveCount(1)
  }
})

test('a handle that is reserved says so at its field, and nothing typed is lost', async ({ browser }) => {
  const fan = await newPerson(browser)
  await visitSignedIn(fan, '/studio')
  await fan.page.getByLabel('Name', { exact: true }).fill('Somebody')
  await fan.page.getByLabel('Handle').fill('f0nana_support')
  await fan.page.getByRole('button', { name: 'Open my page' }).click()
  await expect(fan.page.getByText('This handle is reserved')).toBeVisible()
  await expect(fan.page.getByLabel('Name', { exact: true })).toHaveValue('Somebody')
})
