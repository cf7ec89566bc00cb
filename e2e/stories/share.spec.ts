import sharp from 'sharp'
import { newCreator, newPerson, newPost, siteUrl, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'

for (const reading of READINGS) {
  const { t } = wordsFor(reading)
  test(`a link to a post is handed on, and shown elsewhere by a drawn card that tells no more than its page: ${nameOf(reading)}`, async ({
    browser,
    request,
  }) => {
    const creator = await newCreator()
    const { id, body } = await newPost(creator, {
      title: 'Прогулка',
      teaser: 'Куда и откуда',
      minTier: 'basic',
    })
    const { page, context } = await newPerson(browser, reading)
    const address = `${siteUrl()}/posts/${id}`

    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.addInitScript(() => {
      // Not every browser has it, and this one does not share in a test.
      Reflect.deleteProperty(Navigator.prototype, 'share')
    })
    await page.goto(`/posts/${id}`)
    await page.getByRole('button', { name: t('post.share'), exact: true }).click()
    await expect(page.getByText(t('post.share.copied'))).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address)

    await page.evaluate(() => {
      const told: unknown[] = []
      Object.assign(navigator, { share: async (what: unknown) => void told.push(what) })
      Object.assign(window, { told })
    })
    await page.getByRole('button', { name: t('post.share'), exact: true }).click()
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
}

test('a creator’s page is handed on, and read in a feed reader: by anybody, and by who keeps their own address', async ({
  browser,
  request,
}) => {
  const creator = await newCreator()
  const { body } = await newPost(creator)
  const fan = await newPerson(browser)
  const { page, context } = fan
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'share')
  })
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await page.goto(`/creators/${creator.handle}`)
  await page.getByRole('button', { name: 'Share this page' }).click()
  await expect(page.getByText('The link is copied')).toBeVisible()
  expect(await copied()).toBe(`${siteUrl()}/creators/${creator.handle}`)

  await page.getByRole('button', { name: 'RSS feed' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Sign in, and there is an address')).toBeVisible()
  await expect(dialog.getByLabel('For you alone')).toHaveCount(0)
  expect(await (await request.get(await dialog.getByLabel('For anybody').inputValue())).text()).not.toContain(
    body,
  )

  await visitSignedIn(fan, `/creators/${creator.handle}`)
  await page.getByRole('button', { name: 'RSS feed' }).click()
  const own = dialog.getByLabel('For you alone')
  const before = await own.inputValue()
  await dialog.getByRole('button', { name: 'Copy the address' }).last().click()
  await expect.poll(copied).toBe(before)
  expect(await (await request.get(before)).text()).toContain(body)
  await dialog.getByRole('button', { name: 'Make another key' }).click()
  await expect(own).not.toHaveValue(before)
  expect((await request.get(before)).status()).toBe(401)
  expect((await request.get(await own.inputValue())).status()).toBe(200)
})
