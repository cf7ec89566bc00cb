import { newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'

for (const reading of READINGS) {
  const { t } = wordsFor(reading)

  test(`what is sought is suggested while it is typed, and gone to by keyboard: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const creator = await newCreator()
    const word = `Glimmer${creator.handle.replace(/[^a-z]/g, '')}`
    const { id } = await newPost(creator, { title: `${word} at dawn` })
    const { page } = await newPerson(browser, reading)
    await page.goto('/explore')
    const field = page.getByRole('combobox', { name: t('search.label') })
    await field.pressSequentially(word.slice(0, -1))
    const option = page.getByRole('option', { name: `${word} at dawn` })
    await expect(option).toBeVisible()
    await expect(field).toHaveAttribute('aria-expanded', 'true')
    await field.press('ArrowDown')
    await expect(option).toHaveAttribute('aria-selected', 'true')
    await expect(field).toHaveAttribute('aria-activedescendant', (await option.getAttribute('id')) ?? '')
    await field.press('ArrowUp')
    await expect(option).toHaveAttribute('aria-selected', 'false')
    await field.press('Escape')
    await expect(page.getByRole('listbox')).toBeHidden()
    await expect(field).toHaveValue(word.slice(0, -1))

    await field.press('ArrowDown')
    await field.press('Enter')
    await expect(page).toHaveURL(`/posts/${id}`)
    await page.goBack()
    await field.fill(`${word.slice(0, 4)}x${word.slice(4)}`)
    await field.press('Enter')
    await expect(page.getByRole('article', { name: `${word} at dawn` })).toBeVisible()
    await expect(page.getByRole('listbox')).toBeHidden()

    // What nobody has written is said, and creators are a tab away.
    await field.fill(creator.handle)
    await field.press('Enter')
    await expect(page.getByText(t('search.noPosts', { q: creator.handle }))).toBeVisible()
    await page.getByRole('link', { name: t('search.creators'), exact: true }).click()
    await expect(page.getByRole('main').getByRole('link', { name: creator.name })).toBeVisible()
  })
}

test('tags are typed, lead to what has them, and filter a creator’s page', async ({ browser }) => {
  const author = await newPerson(browser)
  const creator = await newCreator(await author.api())
  const tag = `slow-${creator.handle.replace(/[^a-z0-9]/g, '')}`
  await newPost(creator, { title: 'Without' })
  await visitSignedIn(author, '/studio/new')
  const { page } = author
  await page.getByLabel('Title').fill('With a tag')
  await page.getByLabel('Text').fill('Some words.')
  await page.getByLabel('Tags').pressSequentially(`#${tag.replace('-', ' ')},gone,`)
  await page.getByRole('button', { name: 'Remove gone' }).click()
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('Published', { exact: true })).toBeVisible()

  await page.goto(`/creators/${creator.handle}`)
  const articles = page.getByRole('article')
  await expect(articles).toHaveCount(2)
  await page
    .getByRole('navigation', { name: 'Filters' })
    .getByRole('link', { name: `#${tag}` })
    .click()
  await expect(articles).toHaveCount(1)
  await articles.getByRole('link', { name: `#${tag}` }).click()
  await expect(page).toHaveURL(`/explore?tag=${tag}`)
  await expect(page.getByRole('heading', { level: 1, name: `#${tag}` })).toBeVisible()
  await expect(articles).toHaveCount(1)

  // The next time it is suggested, the author's own before those of others.
  await page.goto('/studio/new')
  await page.getByLabel('Tags').pressSequentially('slow')
  await expect(page.getByRole('option').first()).toHaveText(tag)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: tag })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `Remove ${tag}` }).click()
  await page.getByLabel('Tags').click()
  await page.getByRole('option', { name: tag }).click()
  await expect(page.getByRole('button', { name: `Remove ${tag}` })).toBeVisible()
})

test('a creator’s page says what each membership opens, and shows what is open to the reader', async ({
  browser,
}) => {
  const creator = await newCreator()
  await newPost(creator, { title: 'For all' })
  await newPost(creator, { title: 'For members', minTier: 'basic' })
  const { page } = await newPerson(browser)
  await page.goto(`/creators/${creator.handle}`)
  await page.getByRole('link', { name: 'Memberships', exact: true }).click()
  await expect(page.getByText('Of the 2 posts of the last 90 days 1 is open to everybody.')).toBeVisible()
  await expect(page.getByText('Opens 2 of the 2 posts of the last 90 days').first()).toBeVisible()
  await page.getByRole('link', { name: 'Posts', exact: true }).click()
  await page.getByRole('link', { name: 'Open to me' }).click()
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(page.getByRole('article', { name: 'For all' })).toBeVisible()
})
