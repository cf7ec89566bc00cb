import { expect, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { type ApiUser, uploadPicture } from '../../tests/support/e2e/api'
import { newCreator, newPerson, newPost, siteUrl, visitSignedIn } from '../../tests/support/e2e/people'

const TALL = { width: 900, height: 2000 }
const WIDE = { width: 1500, height: 900 }
const LABEL = (number: number) => `Picture ${number} of 3`

for (const phone of [false, true]) {
  const where = phone ? 'on a phone' : 'on a desk'

  test(`pictures are whole on the page of their post and fill the window when pressed, ${where}`, async ({
    browser,
  }) => {
    const creator = await newCreator()
    const mediaIds = [await upload(creator.user, TALL), await upload(creator.user, WIDE)]
    mediaIds.push(await upload(creator.user, { width: 300, height: 300 }))
    const { id } = await newPost(creator, { title: 'Three pictures', mediaIds })
    const reader = await newPerson(browser, { phone })
    const { page } = reader

    await visitSignedIn(reader, `/creators/${creator.handle}`)
    const card = page.locator('figure', { hasText: '1 of 3' })
    const inFeed = await shapeOf(card.getByRole('img'))
    expect(inFeed.height / inFeed.width).toBeLessThanOrEqual(1.26)

    await page.goto(`/posts/${id}`)
    const tall = page.getByRole('button', { name: 'Three pictures, image 1 of 3' })
    const whole = await shapeOf(tall)
    expectRatio(whole, TALL)
    // Known before it is loaded, and the same after.
    await decoded(page)
    expect(await shapeOf(tall)).toEqual(whole)
    const wide = page.getByRole('button', { name: 'Three pictures, image 2 of 3' })
    expectRatio(await shapeOf(wide), WIDE)

    await wide.click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toHaveAccessibleName(LABEL(2))
    const large = dialog.getByRole('img', { name: 'image 2 of 3' })
    await expect(large).toHaveAttribute('src', `/api/media/${mediaIds[1]}?w=1600`)
    await expect(large).toBeInViewport({ ratio: 0.99 })
    expectRatio(await shapeOf(large), WIDE)
    await page.keyboard.press('ArrowLeft')
    await expect(dialog).toHaveAccessibleName(LABEL(1))
    const first = dialog.getByRole('img', { name: 'image 1 of 3' })
    await expect(first).toBeInViewport({ ratio: 0.99 })
    expectRatio(await shapeOf(first), TALL)
    await page.keyboard.press('ArrowLeft')
    await dialog.getByRole('button', { name: 'Next picture' }).click()
    await expect(dialog).toHaveAccessibleName(LABEL(2))
    await page.keyboard.press('End')
    await expect(dialog).toHaveAccessibleName(LABEL(3))
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(wide).toBeFocused()

    await page.keyboard.press('Enter')
    await expect(dialog).toHaveAccessibleName(LABEL(2))
    await page.goBack()
    await expect(dialog).toHaveCount(0)
    await expect(wide).toBeFocused()
    await expect(page).toHaveURL(`/posts/${id}`)

    await wide.click()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(wide).toBeFocused()
  })

  test(`the price of a tall locked picture is in the first screenful, ${where}`, async ({ browser }) => {
    const creator = await newCreator()
    const mediaIds = [await upload(creator.user, TALL)]
    const { id } = await newPost(creator, { priceLamports: 10_000_000, mediaIds })
    const reader = await newPerson(browser, { phone })
    const { page } = reader
    await visitSignedIn(reader, `/posts/${id}`)
    const unlock = page.getByRole('button', { name: 'Unlock for 0.01 SOL' })
    await expect(unlock).toBeInViewport({ ratio: 1 })
    // And nothing of the shell lies over it.
    const isReached = await unlock.evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect()
      return button.contains(document.elementFromPoint(x + width / 2, y + height / 2))
    })
    expect(isReached).toBe(true)
  })
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
