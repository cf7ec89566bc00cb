import sharp from 'sharp'
import { type ApiUser, buyByScript, fund, uploadPicture } from '../../tests/support/e2e/api'
import { untilPainted } from '../../tests/support/e2e/painted'
import { newCreator, newPerson, newPost, siteUrl, visitSignedIn } from '../../tests/support/e2e/people'
import { expect, type Page, test } from '../../tests/support/e2e/story'

const SCREENS = [
  { width: 320, height: 640 },
  { width: 390, height: 844 },
  { width: 780, height: 360 },
  { width: 1280, height: 900 },
]
const word = (length: number) => 'W'.repeat(length)
const LONG_LINK = `https://example.com/${word(90)}`
const TIERS = ['basic', 'premium', 'vip'].map((tier, index) => ({
  tier,
  priceLamports: 123_456_789 * (index + 1),
  name: word(40),
  benefits: [LONG_LINK, word(120)],
}))

/** In the page: every text that sticks out of the screen, of its button, or of a box that cuts it off without a sign. */
function textsOutside(): string[] {
  const faults: string[] = []
  const scrollWidth = document.documentElement.scrollWidth
  if (scrollWidth > innerWidth) faults.push(`the page is ${scrollWidth} wide`)
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const text = node.textContent?.trim() ?? ''
    const parent = node.parentElement
    if (text === '' || parent === null || !parent.checkVisibility()) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const { left, right } = range.getBoundingClientRect()
    const isOutside = (box: { left: number; right: number }) => left < box.left - 1 || right > box.right + 1
    const fault = (where: string) => faults.push(`${where}: ${text.slice(0, 30)}`)
    for (let box: Element | null = parent; ; box = box.parentElement) {
      if (box === null || box === document.documentElement) {
        if (isOutside({ left: 0, right: innerWidth })) fault('screen')
        break
      }
      const style = getComputedStyle(box)
      const isSaid = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
      if (
        style.overflowX === 'auto' ||
        style.overflowX === 'scroll' ||
        (style.overflowX !== 'visible' && isSaid)
      )
        break
      if (style.position === 'absolute' && box.clientWidth <= 1) break
      const cuts = style.overflowX !== 'visible' || box.matches('button, a.hit-area')
      if (cuts && isOutside(box.getBoundingClientRect())) {
        fault(box.tagName)
        break
      }
    }
  }
  return faults
}

async function expectNothingOutside(page: Page, screen: string): Promise<void> {
  for (const size of SCREENS) {
    await page.setViewportSize(size)
    await page.evaluate(untilPainted)
    expect.soft(await page.evaluate(textsOutside), `${screen} at ${size.width} × ${size.height}`).toEqual([])
  }
}

/** Also in Russian, whose words are longer. */
async function expectNothingOutsideInBoth(page: Page, screen: string): Promise<void> {
  await expectNothingOutside(page, screen)
  await speak(page, 'ru', 'Русский')
  await expectNothingOutside(page, `${screen} in Russian`)
  await speak(page, 'en', 'English')
}

async function speak(page: Page, locale: string, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', locale)
}

async function upload(user: ApiUser): Promise<string> {
  const white = sharp({ create: { width: 600, height: 400, channels: 3, background: '#fff' } })
  return uploadPicture(siteUrl(), user, await white.png().toBuffer())
}

test('no name, title, tier or word of anybody is wider than its place, on any screen', async ({
  browser,
}) => {
  const star = await newPerson(browser)
  const creator = await newCreator(await star.api())
  const { user, handle } = creator
  const wide = { title: word(140), teaser: word(200), body: `${word(200)}\n\n${LONG_LINK}` }
  const mediaIds = [await upload(user)]
  const bought = await newPost(creator, { ...wide, priceLamports: 123_456_789 })
  const both = await newPost(creator, { ...wide, minTier: 'basic', priceLamports: 123_456_789, mediaIds })
  const members = await newPost(creator, { ...wide, minTier: 'vip', mediaIds: [await upload(user)] })
  const open = await newPost(creator, wide)

  const fan = await newPerson(browser)
  const api = await fan.api()
  await api.call('PATCH', '/api/me', { displayName: word(60) })
  await fund(siteUrl(), fan.holder.keypair.address, 50_000_000_000)
  await fund(siteUrl(), star.holder.keypair.address)
  await api.call('PUT', `/api/creators/${handle}/follow`)
  const { id: commentId } = await api.call<{ id: string }>('POST', `/api/posts/${open.id}/comments`, {
    body: word(200),
  })
  await user.call('PATCH', '/api/me/creator', { displayName: word(60), bio: word(200) })
  await user.call('PUT', '/api/me/tiers', TIERS)
  await user.call('POST', `/api/posts/${open.id}/comments`, { body: LONG_LINK, parentId: commentId })
  await newPost(creator, wide)
  const creatorId = user.id
  const purchase = await buyByScript(api, { kind: 'post', postId: bought.id })
  await buyByScript(api, { kind: 'subscription', creatorId, tier: 'basic' })
  await buyByScript(api, { kind: 'tip', creatorId, amountLamports: 123_456_789 })
  await api.call('PUT', `/api/posts/${open.id}/like`)

  const { page } = fan
  for (const path of [
    '/',
    '/creators',
    '/explore?tag=light',
    `/creators/${handle}`,
    `/creators/${handle}?tab=memberships`,
    ...[bought, both, members, open].map(({ id }) => `/posts/${id}`),
    '/notifications',
    '/library',
    `/receipts/${purchase.id}`,
    `/join/${handle}`,
  ]) {
    await visitSignedIn(fan, path)
    await expectNothingOutsideInBoth(page, path)
  }

  // What opens over a page.
  const dialog = page.getByRole('dialog')
  const closed = async () => {
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }
  await visitSignedIn(fan, `/posts/${members.id}`)
  await page.getByRole('button', { name: /^Join/ }).click()
  await expect(dialog.getByRole('button', { name: /^Pay/ }).first()).toBeVisible()
  await expectNothingOutside(page, 'moving up to a tier')
  await closed()
  await page.goto(`/creators/${handle}`)
  await page.getByRole('button', { name: 'Tip' }).click()
  await expectNothingOutside(page, 'tip')
  await dialog.getByRole('button', { name: /^Send/ }).click()
  await expect(dialog.getByRole('button', { name: /^Pay/ }).first()).toBeVisible()
  await expectNothingOutside(page, 'paying a tip')
  await closed()
  await page.goto(`/posts/${open.id}`)
  await page
    .getByRole('button', { name: /^Reply to/ })
    .first()
    .click()
  await expectNothingOutside(page, 'a reply')
  await page.getByRole('button', { name: /^Account of/ }).click()
  await expectNothingOutside(page, 'account menu')
  await page.getByRole('button', { name: 'Your name and picture' }).click()
  await expectNothingOutside(page, 'name and picture')

  for (const path of [
    `/creators/${handle}`,
    `/posts/${open.id}`,
    '/notifications',
    '/studio',
    '/studio/new',
    `/studio/posts/${both.id}`,
    '/studio/numbers',
    '/studio/posts',
    '/studio/sales',
    '/studio/tiers',
    '/studio/page',
  ]) {
    await visitSignedIn(star, path)
    await expectNothingOutsideInBoth(star.page, path)
  }

  // A sum takes nothing from the sentence that it belongs to.
  await visitSignedIn(star, '/studio')
  await star.page.setViewportSize({ width: 320, height: 640 })
  for (const sentence of await star.page.locator('[data-activity] p').all())
    expect((await sentence.boundingBox())?.width).toBeGreaterThan(200)

  // The current tab is in sight, however narrow the screen is.
  await visitSignedIn(star, '/studio/page')
  await expect(star.page.getByRole('link', { name: 'Your page', exact: true })).toBeInViewport({ ratio: 1 })

  // On a white picture, which is where light letters are hardest to read.
  await visitSignedIn(fan, `/posts/${members.id}`)
  expect(await contrastOnWhite(page)).toBeGreaterThanOrEqual(4.5)
})

test('nothing that a visitor sees first is wider than its place', async ({ browser }) => {
  const { page } = await newPerson(browser)
  for (const path of ['/', '/help', '/sign-in']) {
    await page.goto(path)
    await expectNothingOutsideInBoth(page, path)
  }
})

test('a visitor can sign in on a phone on its side', async ({ browser }) => {
  const { page } = await newPerson(browser)
  for (const size of [SCREENS[2], { width: 1024, height: 330 }, { width: 667, height: 320 }]) {
    await page.setViewportSize(size ?? { width: 780, height: 360 })
    await page.goto('/')
    const button = page.getByRole('button', { name: 'Sign in' }).first()
    await expect(button).toBeInViewport({ ratio: 1 })
    await button.click()
    await expect(page.getByRole('dialog')).toBeVisible()
  }
})

/** The lowest contrast of a letter of the locked panel with what is painted behind it. */
async function contrastOnWhite(page: Page): Promise<number> {
  // High enough for nothing of the shell to lie over it.
  await page.setViewportSize({ width: 390, height: 1600 })
  await page.evaluate(() => {
    const letters = new CSSStyleSheet()
    letters.replaceSync('figure .veil > * { visibility: hidden !important }')
    document.adoptedStyleSheets.push(letters)
  })
  await page
    .locator('figure img')
    .first()
    .evaluate((image: HTMLImageElement) => image.decode())
  const readBoxes = () =>
    page.locator('figure .veil').evaluate((element) => {
      const { top, left } = element.closest('figure')?.getBoundingClientRect() ?? { top: 0, left: 0 }
      return [...element.querySelectorAll('p')].map((text) => {
        const { x, y, width, height } = text.getBoundingClientRect()
        const colour = getComputedStyle(text).color
        return { x: x - left, y: y - top, width, height, colour }
      })
    })
  let boxes: Awaited<ReturnType<typeof readBoxes>> = []
  let picture: Buffer = Buffer.alloc(0)
  // Painted where it is measured: what the panel says may still be on its way.
  await expect(async () => {
    boxes = await readBoxes()
    picture = await page.locator('figure').first().screenshot()
    expect(await readBoxes()).toEqual(boxes)
  }).toPass()
  const painted = sharp(picture)
  const contrasts = boxes.map(async ({ x, y, width, height, colour }) => {
    const place = {
      left: Math.round(x),
      top: Math.round(y),
      width: Math.round(width),
      height: Math.round(height),
    }
    const behind = await painted.clone().removeAlpha().extract(place).png().toBuffer()
    const { channels } = await sharp(behind).stats()
    const letters = luminance(colour.match(/[\d.]+/g)?.map(Number) ?? [])
    return (letters + 0.05) / (luminance(channels.map(({ max }) => max)) + 0.05)
  })
  return Math.min(...(await Promise.all(contrasts)))
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(rgb: number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
