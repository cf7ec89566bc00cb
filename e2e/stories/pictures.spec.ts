import sharp from 'sharp'
import { type ApiUser, uploadPicture } from '../../tests/support/e2e/api'
import { newCreator, newPerson, newPost, siteUrl, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, type Page, test } from '../../tests/support/e2e/story'

const TALL = { width: 900, height: 2000 }
const WIDE = { width: 1500, height: 900 }

for (const reading of READINGS) {
  const { phone } = reading
  const { t, formats } = wordsFor(reading)
  const label = (number: number) => t('picture.of', { number, total: 3 })
  const noteOf = (number: number) => t('post.imageOf', { number, total: 3 })
  const image = (number: number) => t('post.image', { title: 'Three pictures', number, total: 3 })

  test(`pictures are whole on the page of their post and fill the window when pressed: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const creator = await newCreator()
    const mediaIds = [await upload(creator.user, TALL), await upload(creator.user, WIDE)]
    mediaIds.push(await upload(creator.user, { width: 300, height: 300 }))
    const { id } = await newPost(creator, { title: 'Three pictures', mediaIds })
    const reader = await newPerson(browser, reading)
    const { page } = reader

    await visitSignedIn(reader, `/creators/${creator.handle}`)
    const card = page.locator('figure', { hasText: noteOf(1) })
    const inFeed = await shapeOf(card.getByRole('img'))
    expect(inFeed.height / inFeed.width).toBeLessThanOrEqual(1.26)
    const row = page.getByRole('group', { name: 'Three pictures' })
    const before = await shapeOf(row)
    await row.getByRole('button').first().focus()
    await page.keyboard.press('ArrowRight')
    const second = page.locator('figure', { hasText: noteOf(2) })
    await expect(second).toBeInViewport({ ratio: 0.9 })
    await expect(second.getByRole('button')).toBeFocused()
    if (!phone) {
      await page.getByRole('button', { name: t('picture.next') }).click()
      await expect(page.locator('figure', { hasText: noteOf(3) })).toBeInViewport({ ratio: 0.9 })
      await page.getByRole('button', { name: t('picture.previous') }).click()
      await expect(second).toBeInViewport({ ratio: 0.9 })
    }
    expect(await shapeOf(row)).toEqual(before)

    await page.goto(`/posts/${id}`)
    const tall = page.getByRole('button', { name: image(1) })
    const whole = await shapeOf(tall)
    expectRatio(whole, TALL)
    // Known before it is loaded, and the same after.
    await decoded(page)
    expect(await shapeOf(tall)).toEqual(whole)
    const wide = page.getByRole('button', { name: image(2) })
    expectRatio(await shapeOf(wide), WIDE)

    await wide.click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toHaveAccessibleName(label(2))
    const large = dialog.getByRole('img', { name: image(2) })
    await expect(large).toHaveAttribute('src', `/api/media/${mediaIds[1]}?w=1600`)
    await expect(large).toBeInViewport({ ratio: 0.99 })
    expectRatio(await shapeOf(large), WIDE)
    await page.keyboard.press('ArrowLeft')
    await expect(dialog).toHaveAccessibleName(label(1))
    const first = dialog.getByRole('img', { name: image(1) })
    await expect(first).toBeInViewport({ ratio: 0.99 })
    expectRatio(await shapeOf(first), TALL)
    await page.keyboard.press('ArrowLeft')
    await dialog.getByRole('button', { name: t('picture.next') }).click()
    await expect(dialog).toHaveAccessibleName(label(2))
    await page.keyboard.press('End')
    await expect(dialog).toHaveAccessibleName(label(3))
    await page.keyboard.press('ArrowLeft')
    await expect(dialog).toHaveAccessibleName(label(2))
    // Larger, under the pointer; arrows move it then, and it is whole again on the way back.
    const { width: fitting } = await shapeOf(large)
    await large.dblclick()
    await expect.poll(async () => (await shapeOf(large)).width / fitting).toBeCloseTo(2.5, 1)
    await expect(large).toHaveAttribute('src', `/api/media/${mediaIds[1]}`)
    await page.keyboard.press('ArrowRight')
    await expect(dialog).toHaveAccessibleName(label(2))
    await page.keyboard.press('0')
    await large.hover()
    await page.mouse.wheel(0, -300)
    await expect.poll(async () => (await shapeOf(large)).width).toBeGreaterThan(fitting * 1.5)
    await page.keyboard.press('0')
    await expect.poll(async () => (await shapeOf(large)).width).toBeCloseTo(fitting, 0)
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(wide).toBeFocused()

    await page.keyboard.press('Enter')
    await expect(dialog).toHaveAccessibleName(label(2))
    await page.goBack()
    await expect(dialog).toHaveCount(0)
    await expect(wide).toBeFocused()
    await expect(page).toHaveURL(`/posts/${id}`)

    await wide.click()
    await dialog.getByRole('button', { name: t('ui.close') }).click()
    await expect(dialog).toHaveCount(0)
    await expect(wide).toBeFocused()

    // Its author takes them out.
    await wide.click()
    await expect(dialog).toHaveAccessibleName(label(2))
    await creator.user.call('PATCH', `/api/posts/${id}`, { mediaIds: [] })
    await expect(dialog).toHaveCount(0)
  })

  test(`the price of a tall locked picture is in the first screenful: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const creator = await newCreator()
    const mediaIds = [await upload(creator.user, TALL)]
    const { id } = await newPost(creator, { priceLamports: 10_000_000, mediaIds })
    const reader = await newPerson(browser, reading)
    const { page } = reader
    await visitSignedIn(reader, `/posts/${id}`)
    const unlock = page.getByRole('button', {
      name: t('locked.unlock', { price: formats.inSol(10_000_000n) }),
    })
    await expect(unlock).toBeInViewport({ ratio: 1 })
    // And nothing of the shell lies over it.
    const isReached = await unlock.evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect()
      return button.contains(document.elementFromPoint(x + width / 2, y + height / 2))
    })
    expect(isReached).toBe(true)
  })
}

for (const reading of READINGS) {
  const { t } = wordsFor(reading)
  test(`a creator chooses what is seen of their cover: ${nameOf(reading)}`, async ({ browser }) => {
    const author = await newPerson(browser, reading)
    const creator = await newCreator(await author.api())
    const [coverId, avatarId] = [await upload(creator.user, WIDE), await upload(creator.user, WIDE)]
    await creator.user.call('PATCH', '/api/me/creator', { coverId, avatarId })
    const { page } = author
    await visitSignedIn(author, '/studio/page')
    const [cover, portrait] = [t('studio.ownPage.cover'), t('studio.ownPage.portrait')]
    const zoomOf = (picture: string) => page.getByLabel(t('studio.focus.zoom', { picture }))

    // By the keys of its slider; then there is something to be dragged in both directions.
    await zoomOf(cover).focus()
    for (let step = 0; step < 20; step += 1) await page.keyboard.press('ArrowRight')
    await expect(zoomOf(cover)).toHaveValue('200')
    const frame = page.locator(`img[src="/api/media/${coverId}"]`)
    await expect(frame).toHaveCSS('transform', 'matrix(2, 0, 0, 2, 0, 0)')
    await frame.evaluate((image: HTMLImageElement) => image.decode())
    const { x, y } = await frame.locator('..').evaluate((box) => box.getBoundingClientRect())
    await page.mouse.move(x + 40, y + 40)
    await page.mouse.down()
    await page.mouse.move(x + 60, y + 50, { steps: 4 })
    await page.mouse.up()
    await zoomOf(portrait).focus()
    await page.keyboard.press('End')
    await expect(zoomOf(portrait)).toHaveValue('400')
    await page.getByRole('button', { name: t('studio.ownPage.save') }).click()
    await expect(page.getByText(t('studio.ownPage.saved'))).toBeVisible()
    const saved = await creator.user.call<{ coverFocus: Part; avatarFocus: Part }>(
      'GET',
      `/api/creators/${creator.handle}`,
    )
    expect(saved.avatarFocus).toEqual({ x: 500, y: 500, zoom: 400 })
    expect(saved.coverFocus.zoom).toBe(200)
    expect(saved.coverFocus.x).toBeLessThan(500)
    expect(saved.coverFocus.y).toBeLessThan(500)

    // On the page it fills its frame and reaches nowhere beyond.
    await page.goto(`/creators/${creator.handle}`)
    const shown = page.locator(`img[src="/api/media/${coverId}"]`)
    await expect(shown).toHaveCSS('transform', 'matrix(2, 0, 0, 2, 0, 0)')
    const reach = await shown.evaluate((image) => {
      const { left, right, top, bottom } = (image.parentElement as Element).getBoundingClientRect()
      const height = (right - left) / 3
      const at = (x: number, y: number) => document.elementFromPoint(x, y) === image
      return { within: at(left + 20, top + 20), below: at((left + right) / 2, top + height + 8), bottom }
    })
    expect(reach).toMatchObject({ within: true, below: false })
  })
}

interface Part {
  x: number
  y: number
  zoom?: number
}

interface Shape {
  width: number
  height: number
}

async function shapeOf(element: ReturnType<Page['locator']>): Promise<Shape> {
  return element.evaluate((box) => {
    const { width, height } = box.getBoundingClientRect()
    return { width, height }
  })
}

function expectRatio(shown: Shape, { width, height }: Shape): void {
  const difference = shown.height / shown.width / (height / width) - 1
  expect(Math.abs(difference), `${shown.width} × ${shown.height}`).toBeLessThan(0.01)
}

async function decoded(page: Page): Promise<void> {
  await page
    .locator('figure img')
    .first()
    .evaluate((image: HTMLImageElement) => image.decode())
}

async function upload(user: ApiUser, { width, height }: Shape): Promise<string> {
  const sky = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="a" x2="0" y2="1"><stop stop-color="#fff"/><stop offset="1" stop-color="#9ac"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#a)"/><rect x="12" y="12" width="${width - 24}" height="${height - 24}" fill="none" stroke="#c40" stroke-width="24"/><circle cx="50%" cy="40%" r="120" fill="#fc4"/></svg>`
  return uploadPicture(siteUrl(), user, await sharp(Buffer.from(sky)).png().toBuffer())
}
