import { newCreator, newPerson, newPost, signIn, visitSignedIn } from '../../tests/support/e2e/people'
import { expect, test } from '../../tests/support/e2e/story'

test('a like counts up for another reader, and in the liker’s other tab the heart fills', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id } = await newPost(creator)
  const liker = await newPerson(browser)
  const reader = await newPerson(browser)
  // Through the dialog: this story is also told behind nginx.
  await liker.page.goto(`/posts/${id}`)
  await signIn(liker.page)
  await visitSignedIn(reader, `/posts/${id}`)
  const otherTab = await liker.context.newPage()
  await otherTab.goto('/')
  await expect(otherTab.getByRole('heading', { name: 'A locked room' }).first()).toBeVisible()
  const otherHeart = otherTab
    .locator('article', { has: otherTab.locator(`a[href="/posts/${id}"]`) })
    .getByRole('button', { name: /^Like/ })

  await liker.page.getByRole('button', { name: 'Like, 0 so far' }).click()
  await expect(reader.page.getByRole('button', { name: 'Like, 1 so far' })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
  await expect(otherHeart).toHaveAttribute('aria-pressed', 'true')

  await liker.page.getByRole('button', { name: 'Like, 1 so far' }).click()
  await expect(reader.page.getByRole('button', { name: 'Like, 0 so far' })).toBeVisible()
  await expect(otherHeart).toHaveAttribute('aria-pressed', 'false')
})

test('a like that the server refuses is taken back, and said, in the language of its reader', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id } = await newPost(creator)
  const fan = await newPerson(browser)
  const { page } = fan
  await visitSignedIn(fan, `/posts/${id}`)
  const refuse = () =>
    page.route('**/like', (route) =>
      route.fulfill({ status: 404, json: { status: 404, code: 'not_found', title: 'Not found' } }),
    )
  await refuse()
  await page.getByRole('button', { name: 'Like, 0 so far' }).click()
  const region = page.locator('[aria-live="polite"]', { hasText: 'Your like did not get through' })
  await expect(region).toContainText('Not found')
  await expect(page.getByRole('button', { name: 'Like, 0 so far' })).toHaveAttribute('aria-pressed', 'false')
  await page.unroute('**/like')
  await page.getByRole('button', { name: 'Like, 0 so far' }).click()
  await expect(page.getByRole('button', { name: 'Like, 1 so far' })).toHaveAttribute('aria-pressed', 'true')

  await page.getByRole('button', { name: 'Русский' }).click()
  await refuse()
  const heart = page.getByRole('button', { name: /^Нравится/ })
  await heart.click()
  await expect(page.getByText('Не удалось изменить лайк')).toBeVisible()
  await expect(page.getByText('Не найдено')).toBeVisible()
  await expect(heart).toHaveAttribute('aria-pressed', 'true')
})

test('a comment and its reply arrive at another reader, and a deleted one goes', async ({ browser }) => {
  const creator = await newCreator()
  const { id } = await newPost(creator)
  const writer = await newPerson(browser)
  const reader = await newPerson(browser)
  for (const person of [writer, reader]) await visitSignedIn(person, `/posts/${id}`)
  await writer.page.getByRole('textbox', { name: 'Your comment' }).fill('First words')
  await writer.page.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(reader.page.getByText('First words')).toHaveCount(1)

  await reader.page.getByRole('button', { name: 'Reply' }).click()
  await reader.page.getByRole('textbox', { name: /^Your reply/ }).fill('An answer')
  await reader.page.getByRole('button', { name: 'Reply' }).last().click()
  await expect(writer.page.getByText('An answer')).toHaveCount(1)
  await expect(writer.page.getByRole('link', { name: 'Notifications, 1 unread' }).first()).toBeVisible()

  const remove = writer.page.getByRole('button', { name: /^Delete/ }).first()
  await remove.click()
  await expect(writer.page.getByText('First words')).toHaveCount(0)
  await writer.page.getByRole('button', { name: 'Undo' }).click()
  await expect(writer.page.getByText('First words')).toHaveCount(1)
  await remove.click()
  // Who leaves has decided.
  await writer.page.goto('/')
  await expect(reader.page.getByText('First words')).toHaveCount(0)
  await expect(reader.page.getByText('An answer')).toHaveCount(1)
})

test('notifications are marked as read in step over all tabs', async ({ browser }) => {
  const author = await newPerson(browser)
  const creator = await newCreator(await author.api())
  const { id } = await newPost(creator)
  await visitSignedIn(author, '/notifications')
  const otherTab = await author.context.newPage()
  await otherTab.goto('/')

  const fan = await (await newPerson(browser)).api()
  await fan.call('PUT', `/api/posts/${id}/like`)
  await fan.call('POST', `/api/posts/${id}/comments`, { body: 'Hello there' })
  for (const page of [author.page, otherTab]) {
    await expect(page.getByRole('link', { name: 'Notifications, 2 unread' }).first()).toBeVisible()
  }
  await expect(author.page.locator('[data-unread="true"]')).toHaveCount(2)

  await author.page.getByRole('button', { name: 'Mark all as read' }).click()
  await expect(author.page.locator('[data-unread="true"]')).toHaveCount(0)
  for (const page of [author.page, otherTab]) {
    await expect(page.getByRole('link', { name: 'Notifications', exact: true }).first()).toBeVisible()
  }
})

test('a page whose server went away says so, and is live and right again by itself', async ({ browser }) => {
  const creator = await newCreator()
  const { id } = await newPost(creator)
  const reader = await newPerson(browser)
  await visitSignedIn(reader, `/posts/${id}`)
  await reader.context.setOffline(true)
  await expect(reader.page.locator('[data-live="offline"]').first()).toBeAttached()
  const fan = await (await newPerson(browser)).api()
  await fan.call('PUT', `/api/posts/${id}/like`)
  await reader.context.setOffline(false)
  await expect(reader.page.locator('[data-live="live"]').first()).toBeAttached()
  await expect(reader.page.getByRole('button', { name: 'Like, 1 so far' })).toBeVisible()
})
