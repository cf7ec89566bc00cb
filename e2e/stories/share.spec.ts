import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { newCreator, newPerson, newPost, siteUrl } from '../../tests/support/e2e/people'

test('a link to a post is handed on, and shown elsewhere by a drawn card that tells no more than its page', async ({
  browser,
  request,
}) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, {
    title: 'Прогулка',
    teaser: 'Куда и откуда',
    minTier: 'basic',
  })
  const { page, context } = await newPerson(browser, { phone: true })
  const address = `${siteUrl()}/posts/${id}`

  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.addInitScript(() => {
    // Not every browser has it, and this one does not share in a test.
    Reflect.deleteProperty(Navigator.prototype, 'share')
  })
  await page.goto(`/posts/${id}`)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await expect(page.getByText('The link is copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address)

  await page.evaluate(() => {
    const told: unknown[] = []
    Object.assign(navigator, { share: async (what: unknown) => void told.push(what) })
    Object.assign(window, { told })
  })
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const told = await page.evaluate(() => (window as unknown as { told: unknown[] }).told)
  expect(told).toEqual([{ title: 'Прогулка', url: address }])

  const html = await (await request.get(address)).text()
  const tag = (name: string) => new RegExp(`property="og:${name}" content="([^"]*)"`).exec(html)?.[1] ?? ''
  expect([tag('title'), tag('description'), new URL(tag('url')).pathname]).toEqual([
    'Прогулка',
    'Куда и откуда',
    `/posts/${id}`,
  ])
  expect(html).not.toContain(body)
  const card = await request.get(siteUrl() + new URL(tag('image')).pathname)
  expect([card.status(), card.headers()['content-type']]).toEqual([200, 'image/png'])
  const { width, height } = await sharp(await card.body()).metadata()
  expect([width, height]).toEqual([1200, 630])
})
