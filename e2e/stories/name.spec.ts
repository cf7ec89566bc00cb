import { expect, test } from '@playwright/test'
import { newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'

test('a fan gives themselves a name and a picture, and is called so at once, in every tab', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id } = await newPost(creator)
  const fan = await newPerson(browser)
  await visitSignedIn(fan, `/posts/${id}`)
  await fan.page.getByRole('textbox', { name: 'Your comment' }).fill('Who am I?')
  await fan.page.getByRole('button', { name: 'Comment', exact: true }).click()
  const comments = fan.page.getByRole('region', { name: /^Comments/ })
  await expect(comments.getByText(/^\w{4}…\w{4}$/)).toBeVisible()
  const otherTab = await fan.context.newPage()
  await otherTab.goto('/')

  await fan.page.getByRole('button', { name: /^Account of/ }).click()
  await fan.page.getByRole('button', { name: 'Your name and picture' }).click()
  const dialog = fan.page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ada Wren')
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'me.png',
    mimeType: 'image/png',
    buffer: await otherTab.screenshot(),
  })
  await expect(dialog.locator('img')).toBeVisible()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()

  await expect(comments.getByText('Ada Wren')).toBeVisible()
  for (const page of [fan.page, otherTab]) {
    const account = page.getByRole('button', { name: 'Account of Ada Wren' })
    await expect(account).toBeVisible()
    await expect(account.locator('img')).toBeVisible()
  }
  const reader = await newPerson(browser)
  await reader.page.goto(`/posts/${id}`)
  await expect(reader.page.getByText('Ada Wren')).toBeVisible()
  // Who opens a page has told their name already.
  await otherTab.getByRole('link', { name: 'Studio' }).click()
  await expect(otherTab.getByRole('textbox', { name: 'Name' })).toHaveValue('Ada Wren')
})
