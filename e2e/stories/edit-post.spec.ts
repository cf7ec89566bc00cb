import { newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { expect, type Page, test } from '../../tests/support/e2e/story'
import { writeInstead } from '../../tests/support/e2e/typing'

async function openEditor(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your post' }).click()
  await page.getByRole('link', { name: 'Edit' }).click()
  await expect(page.getByRole('heading', { name: 'Edit post' })).toBeVisible()
}

test('an author changes a post, and a reader sees it live', async ({ browser }) => {
  const author = await newPerson(browser)
  const creator = await newCreator(await author.api())
  const { id } = await newPost(creator, { title: 'First try', teaser: 'Soon', body: 'Rough words.' })
  const reader = await newPerson(browser)
  for (const person of [author, reader]) {
    const { page } = person
    await visitSignedIn(person, `/posts/${id}`)
    await page.evaluate(() => Object.assign(window, { notReloaded: true }))
  }
  await expect(reader.page.getByRole('button', { name: 'Your post' })).toHaveCount(0)

  await openEditor(author.page)
  await expect(author.page.getByLabel('Title')).toHaveValue('First try')
  await expect(author.page.getByLabel('Teaser')).toHaveValue('Soon')
  await expect(author.page.getByRole('textbox', { name: 'Text' })).toHaveText('Rough words.')
  await author.page.getByLabel('Title').fill('Second thought')
  await writeInstead(author.page.getByRole('textbox', { name: 'Text' }), 'Better words.')
  await author.page.locator('input[type=file]').setInputFiles({
    name: 'picture.png',
    mimeType: 'image/png',
    buffer: await author.page.screenshot(),
  })
  await expect(author.page.getByText(/^Uploading/)).toHaveCount(0)
  await author.page.getByRole('button', { name: 'Save changes' }).click()

  for (const { page } of [author, reader]) {
    await expect(page.getByRole('heading', { name: 'Second thought' })).toBeVisible()
    await expect(page.getByText('Better words.')).toBeVisible()
    await expect(page.getByRole('img', { name: 'Second thought' })).toBeVisible()
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true)
  }
  expect(new URL(author.page.url()).pathname).toBe(`/posts/${id}`)

  await openEditor(author.page)
  await author.page.getByRole('button', { name: 'Remove file 1' }).click()
  await author.page.getByText('Buyers', { exact: true }).click()
  await author.page.getByLabel('Price').fill('0.25')
  await author.page.getByRole('button', { name: 'Save changes' }).click()
  await expect(author.page.getByText('0.25 SOL')).toBeVisible()
  await expect(author.page.getByRole('img', { name: 'Second thought' })).toHaveCount(0)
  await expect(reader.page.getByRole('button', { name: 'Unlock for 0.25 SOL' })).toBeVisible()
  await expect(reader.page.getByText('Better words.')).toHaveCount(0)

  await newPost(creator, { title: 'Newer' })
  await author.page.getByRole('button', { name: 'Your post' }).click()
  await author.page.getByRole('button', { name: 'Pin to the top of your page' }).click()
  await expect(author.page.getByText('It stands first on your page now')).toBeVisible()
  await reader.page.goto(`/creators/${creator.handle}`)
  await expect(reader.page.getByRole('article')).toHaveCount(2)
  await expect(reader.page.getByRole('article').first()).toContainText(/Pinned.*Second thought/)

  await openEditor(author.page)
  await expect(author.page.getByLabel('Price')).toHaveValue('0.25')
  await expect(author.page.getByRole('radio', { name: 'Buyers' })).toBeChecked()

  // What deleting it means for who has bought it is said before; and it can be undone.
  await author.page.goto(`/posts/${id}`)
  await author.page.getByRole('button', { name: 'Your post' }).click()
  await author.page.getByRole('button', { name: 'Delete' }).click()
  const dialog = author.page.getByRole('dialog', { name: 'Delete this post?' })
  await expect(dialog).toContainText('Who has bought it keeps it')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
  await author.page.getByRole('button', { name: 'Your post' }).click()
  await author.page.getByRole('button', { name: 'Delete' }).click()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await author.page.getByRole('button', { name: 'Undo' }).click()
  await expect(author.page.getByRole('heading', { name: 'Second thought' })).toBeVisible()
})

test('to anybody but the author there is nothing to edit', async ({ browser }) => {
  const author = await newPerson(browser)
  const creator = await newCreator(await author.api())
  const { id, body } = await newPost(creator, { priceLamports: 10_000_000 })
  const other = await newPerson(browser)
  await newCreator(await other.api())
  await other.page.goto(`/studio/posts/${id}`)
  await other.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await other.page.getByRole('dialog').getByRole('button', { name: 'Test Wallet' }).click()
  await expect(other.page.getByText('There is nothing here')).toBeVisible()
  const reply = await other.page.goto(`/studio/posts/${id}`)
  expect(reply?.status()).toBe(404)
  await expect(other.page.getByText('There is nothing here')).toBeVisible()
  expect(await other.page.content()).not.toContain(body)

  // Who was only signed out gets there by signing in.
  await author.page.goto(`/studio/posts/${id}`)
  await author.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await author.page.getByRole('dialog').getByRole('button', { name: 'Test Wallet' }).click()
  await expect(author.page.getByRole('textbox', { name: 'Text' })).toHaveText(body)
})
