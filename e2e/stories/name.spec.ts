import { newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'
import { TEST_WALLET_NAME } from '../../tests/support/e2e/wallet'

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

for (const reading of READINGS) {
  const { t } = wordsFor(reading)
  test(`who is here for the first time tells a name and follows a few, once: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const { name } = await newCreator()
    const fan = await newPerson(browser, reading)
    const { page } = fan
    await page.goto('/')
    await page.getByRole('button', { name: t('landing.start') }).click()
    await page.getByRole('dialog').getByRole('button', { name: TEST_WALLET_NAME }).click()
    const steps = page.getByRole('region', { name: t('firstSteps.name') })
    await steps.getByRole('textbox', { name: t('studio.becomeCreator.name') }).fill('Somebody New')
    await steps.getByRole('button', { name: t('studio.ownPage.save') }).click()
    const follow = page.getByRole('region', { name: t('firstSteps.follow') })
    await expect(follow.getByRole('heading')).toBeFocused()
    await follow.getByRole('button', { name: t('creator.follow.whom', { name }) }).click()
    await expect(follow.getByRole('button', { name: t('creator.following.whom', { name }) })).toBeVisible()
    await follow.getByRole('button', { name: t('firstSteps.done') }).click()
    await expect(follow).toHaveCount(0)

    const other = await newPerson(browser, { ...reading, sameAs: fan })
    await visitSignedIn(other, '/')
    await expect(
      other.page.getByRole('button', { name: t('account.of', { name: 'Somebody New' }) }),
    ).toBeVisible()
    await expect(other.page.getByRole('heading', { name: t('firstSteps.follow') })).toHaveCount(0)
  })
}
