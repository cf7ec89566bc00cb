import { newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { type Browser, expect, type Locator, test } from '../../tests/support/e2e/story'

async function expectApart(one: Locator, other: Locator): Promise<void> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()]
  if (a === null || b === null) throw new Error('not there')
  const isApart =
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
  expect(isApart, JSON.stringify([a, b])).toBe(true)
}

/** Somebody looks at a creator's page when another post comes. */
async function seePill(browser: Browser) {
  const creator = await newCreator()
  for (const title of ['One', 'Two', 'Three']) await newPost(creator, { title, teaser: '', body: 'Short.' })
  const reader = await newPerson(browser)
  const { page } = reader
  await visitSignedIn(reader, `/creators/${creator.handle}`)
  await newPost(creator, { title: 'Came meanwhile' })
  const pill = page.getByRole('button', { name: '1 new post' })
  await expect(pill).toBeVisible()
  return { reader, page, pill }
}

test('messages lie over no button to publish with, and over no field to write in', async ({ browser }) => {
  const star = await newPerson(browser, { phone: true })
  const creator = await newCreator(await star.api())
  const { id } = await newPost(creator)
  const { page } = star
  await visitSignedIn(star, '/studio/new')
  await page.context().route('**/api/auth/sign-out', (route) => route.abort())
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  const message = page.getByText('You are still signed in')
  await expect(message).toBeVisible()
  const publish = page.getByRole('button', { name: 'Publish' })
  await publish.scrollIntoViewIfNeeded()
  await expectApart(page.locator('.toasts'), publish)

  await visitSignedIn(star, `/posts/${id}`)
  await page.context().setOffline(true)
  const note = page.getByText('You are offline.')
  await expect(note).toBeVisible()
  const field = page.getByRole('textbox', { name: 'Your comment' })
  await field.scrollIntoViewIfNeeded()
  await expectApart(note, field)
  await page.getByRole('button', { name: /^Like/ }).click()
  await expect(page.getByText('Your like did not get through')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Like, 0 so far' })).toBeVisible()
})

test('what is pressed stays under the finger until the press is over, whatever comes meanwhile', async ({
  browser,
}) => {
  const { page, pill } = await seePill(browser)
  const box = await pill.boundingBox()
  if (box === null) throw new Error('not there')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.evaluate(({ x, y, width, height }) => {
    const under = document.createElement('button')
    const place = { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` }
    Object.assign(under.style, place, { position: 'fixed', zIndex: '-1', pointerEvents: 'none' })
    document.body.append(under)
  }, box)
  await page.mouse.up()
  await expect(page.getByRole('link', { name: 'Came meanwhile' })).toBeVisible()
})

/** In the page: what can be pressed or written in and has its middle, or much of it, under something that floats. */
function covered(): string[] {
  const boxes = [...document.querySelectorAll<HTMLElement>('[data-floats]')].map((element) => ({
    element,
    box: element.checkVisibility({ visibilityProperty: true })
      ? element.getBoundingClientRect()
      : new DOMRect(),
  }))
  return [...document.querySelectorAll('a[href], button, input, select, textarea')].flatMap((control) => {
    const { x, y, width, height } = control.getBoundingClientRect()
    const [middleX, middleY] = [x + width / 2, y + height / 2]
    // What the page itself has pushed under its bars cannot be pressed anyway.
    const isThere = document.elementsFromPoint(middleX, middleY).some((found) => control.contains(found))
    const over = boxes.find(
      ({ element, box }) =>
        !element.contains(control) &&
        middleX >= box.left &&
        middleX <= box.right &&
        middleY >= box.top &&
        middleY <= box.bottom,
    )
    return isThere && over
      ? [`${over.element.dataset.floats} over ${control.getAttribute('aria-label') ?? control.textContent}`]
      : []
  })
}

test('what floats over a page lies over nothing that can be pressed or written in, on any screen', async ({
  browser,
}) => {
  const { reader, page } = await seePill(browser)
  await reader.context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()
  const message = page.getByText('Your like did not get through').last()
  for (const size of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
    { width: 780, height: 360 },
  ]) {
    await page.setViewportSize(size)
    await page.getByRole('button', { name: /^Like/ }).first().click()
    await expect(message).toBeVisible()
    // It stays as long as it is pointed at.
    await message.hover()
    for (const top of [0, 450, 900]) {
      await page.evaluate((y) => scrollTo(0, y), top)
      await expect
        .poll(() => page.evaluate(covered), `${size.width} × ${size.height}, ${top} down`)
        .toEqual([])
    }
  }
})
