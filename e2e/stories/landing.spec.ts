import { newCreator, newPerson, newPost, siteUrl } from '../../tests/support/e2e/people'
import { ALL_READINGS, nameOf, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'

for (const reading of ALL_READINGS) {
  const { t } = wordsFor(reading)
  test(`who comes for the first time sees what this is, and posts below it: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    await newPost(await newCreator(), { title: 'The newest of all' })
    const { page } = await newPerson(browser, reading)
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1, name: t('landing.title') })).toBeInViewport({
      ratio: 1,
    })
    await expect(page.getByRole('button', { name: t('landing.start') })).toBeInViewport({ ratio: 1 })
    if (!reading.phone) await expect(page.getByRole('article').first()).toBeInViewport()

    // What it leads to, and that the bar of a phone covers nothing at the end of the page.
    await page.goto('/creators?query=nobody-is-called-so')
    await page
      .getByRole('contentinfo')
      .getByRole('link', { name: t('text.help') })
      .click()
    await expect(page).toHaveURL(/\/help$/)
    await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toBeVisible()
  })
}

test('who has no wallet is helped from the sign-in dialog, and reads on in another language', async ({
  browser,
}) => {
  const { page } = await newPerson(browser)
  await page.goto('/')
  await page.getByRole('button', { name: 'Get started' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('link', { name: /^What is a wallet/ }).click()
  await expect(page).toHaveURL(/\/help$/)
  await expect(dialog).toHaveCount(0)
  await expect(page).toHaveTitle(/^Help/)
  const heading = page.getByRole('article').getByRole('heading', { level: 1 })
  await expect(heading).toHaveText('Reading and paying here')
  await page.getByRole('button', { name: 'Русский' }).click()
  await expect(heading).toHaveText('Как здесь читать и платить')
  await expect(page).toHaveTitle(/^Помощь/)
  await expect(page.getByRole('link', { name: 'Phantom' })).toHaveAttribute('rel', /noopener/)
  // Back to where they came from, past the dialog.
  await page.goBack()
  await expect(page).toHaveURL(`${siteUrl()}/`)
  await expect(dialog).toHaveCount(0)
})
