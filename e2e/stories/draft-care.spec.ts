import { newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { type Browser, expect, type Page, test } from '../../tests/support/e2e/story'

const titleOf = (page: Page) => page.getByLabel('Title', { exact: true })
const textOf = (page: Page) => page.getByLabel('Text', { exact: true })
const savedOf = (page: Page) => page.getByText('Saved as a draft')
const keptOf = (page: Page) => page.getByText('What you had written is still here')

async function newAuthor(browser: Browser) {
  const author = await newPerson(browser)
  author.page.on('dialog', (dialog) => void dialog.accept())
  return { author, page: author.page, user: (await newCreator(await author.api())).user }
}

test('what was kept is put aside and had back: in a new post, and in a draft that was saved with it', async ({
  browser,
}) => {
  const { author, page, user } = await newAuthor(browser)
  await visitSignedIn(author, '/studio/new')
  await titleOf(page).fill('Begun before')
  await expect(savedOf(page)).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Begin anew' }).click()
  await expect(titleOf(page)).toHaveValue('')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(titleOf(page)).toHaveValue('Begun before')
  await expect(savedOf(page)).toBeVisible()
  const { items } = await user.call<{ items: { id: string }[] }>('GET', '/api/me/posts')
  expect(items).toHaveLength(1)

  const path = `/api/posts/${items[0]?.id}`
  const title = async () => (await user.call<{ title: string }>('GET', path)).title
  await visitSignedIn(author, `/studio/posts/${items[0]?.id}`)
  await page.route(`**${path}`, (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  await titleOf(page).fill('Second thoughts')
  await expect(page.getByText('This browser has it, and tries again')).toBeVisible()
  await page.reload()
  await page.unroute(`**${path}`)
  await expect(keptOf(page)).toBeVisible()
  await expect(titleOf(page)).toHaveValue('Second thoughts')
  await expect.poll(title).toBe('Second thoughts')
  await page.getByRole('button', { name: 'Begin anew' }).click()
  await expect(titleOf(page)).toHaveValue('Begun before')
  await expect.poll(title).toBe('Begun before')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(titleOf(page)).toHaveValue('Second thoughts')
  await expect.poll(title).toBe('Second thoughts')
})

test('a post that is a draft again is kept as any draft, and is put off again', async ({ browser }) => {
  const { author, page, user } = await newAuthor(browser)
  const publishAt = new Date(Date.now() + 60 * 60 * 1000).toISOString()
  const fields = { title: 'Put off', body: 'Not yet.', status: 'scheduled', publishAt }
  const { id } = await user.call<{ id: string }>('POST', '/api/posts', fields)
  await visitSignedIn(author, `/studio/posts/${id}`)
  await page.getByRole('button', { name: 'Make it a draft again' }).click()
  await expect(page.getByText('It is a draft again')).toBeVisible()
  await page.route(`**/api/posts/${id}`, (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  await titleOf(page).fill('Put off, and gone on with')
  await expect(page.getByText('This browser has it, and tries again')).toBeVisible()
  await page.reload()
  await expect(keptOf(page)).toBeVisible()
  await expect(titleOf(page)).toHaveValue('Put off, and gone on with')
  await page.unroute(`**/api/posts/${id}`)
  await page.getByText('Later', { exact: true }).click()
  await page.getByRole('button', { name: 'Schedule' }).click()
  await expect(page).toHaveURL(/\/studio\/posts$/)
  await expect(page.getByText(/^Goes out on/).first()).toBeVisible()
})

test('two tabs with a new post keep each its own', async ({ browser }) => {
  const { author, page } = await newAuthor(browser)
  await visitSignedIn(author, '/studio/new')
  const other = await author.context.newPage()
  other.on('dialog', (dialog) => void dialog.accept())
  await other.goto('/studio/new')
  for (const one of [page, other])
    await one.route('**/api/posts', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
  await titleOf(page).fill('In one tab')
  await titleOf(other).fill('In the other')
  await titleOf(page).fill('In one tab, and more')
  for (const [one, words] of [
    [page, 'In one tab, and more'],
    [other, 'In the other'],
  ] as const) {
    await one.reload()
    await expect(titleOf(one)).toHaveValue(words)
  }
})

test('a preview shows what is saved, and who comes back from it is where they were', async ({ browser }) => {
  const { author, page } = await newAuthor(browser)
  await visitSignedIn(author, '/studio/new')
  await titleOf(page).fill('Looked at')
  await textOf(page).fill('As it is.')
  await textOf(page).press('End')
  await page.keyboard.type(' And more.')
  await expect(savedOf(page)).toBeVisible()
  await page.getByRole('button', { name: 'Preview' }).click()
  const preview = page.getByRole('region', { name: 'Preview' })
  await expect(preview).toBeFocused()
  await expect(preview.getByText('Looked at')).toBeVisible()
  await page.getByRole('button', { name: 'Go on writing' }).click()
  await expect(page.getByRole('button', { name: 'Preview' })).toBeFocused()
  await textOf(page).focus()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(textOf(page)).not.toContainText('And more.')

  await author.context.setOffline(true)
  await titleOf(page).fill('Not to be seen yet')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText('Not all of it is saved yet, so there is no preview')).toBeVisible()
  await expect(titleOf(page)).toHaveValue('Not to be seen yet')
})

test('a file on its way stays when the draft is changed elsewhere, and is asked about before it is left', async ({
  browser,
}) => {
  const { author, page, user } = await newAuthor(browser)
  const draft = { title: 'With a picture', body: 'Soon.', status: 'draft' }
  const { id } = await user.call<{ id: string }>('POST', '/api/posts', draft)
  await visitSignedIn(author, `/studio/posts/${id}`)
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route('**/api/media', async (route) => {
    await held
    await route.continue()
  })
  const file = { name: 'slow.png', mimeType: 'image/png', buffer: await page.screenshot() }
  await page.locator('input[type=file][multiple]').setInputFiles(file)
  await expect(page.getByText('Uploading slow.png')).toBeAttached()
  const teaser = { teaser: 'Of another device' }
  await user.call('PATCH', `/api/posts/${id}`, teaser)
  await expect(page.getByLabel('Teaser')).toHaveValue(teaser.teaser)
  await expect(page.getByText('Uploading slow.png')).toBeAttached()

  const asked: string[] = []
  page.removeAllListeners('dialog')
  page.once('dialog', (dialog) => {
    asked.push(dialog.message())
    void dialog.dismiss()
  })
  await page.getByRole('link', { name: 'Tiers' }).click()
  expect(asked).toEqual(['Files are still on their way, and do not arrive if you leave. Leave?'])
  await expect(titleOf(page)).toHaveValue('With a picture')
  letGo()
  await expect(page.getByText('Uploading slow.png')).toHaveCount(0)
  type Kept = { content: { media: object[] } }
  await expect
    .poll(async () => (await user.call<Kept>('GET', `/api/posts/${id}`)).content.media.length)
    .toBe(1)
})

test('a description that the server has not heard of is told to it after a reload', async ({ browser }) => {
  const { author, page, user } = await newAuthor(browser)
  await visitSignedIn(author, '/studio/new')
  await titleOf(page).fill('Described')
  const file = { name: 'a.png', mimeType: 'image/png', buffer: await page.screenshot() }
  await page.locator('input[type=file][multiple]').setInputFiles(file)
  const description = page.getByLabel('Description of 1', { exact: true })
  await expect(description).toBeVisible()
  await expect(savedOf(page)).toBeVisible()
  const isOfMedia = '**/api/media/*'
  await page.route(isOfMedia, (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  await description.fill('A lighthouse')
  await description.blur()
  await page.reload()
  await page.unroute(isOfMedia)
  await expect(description).toHaveValue('A lighthouse')
  const { items } = await user.call<{ items: { id: string }[] }>('GET', '/api/me/posts')
  type Described = { content: { media: { alt?: string }[] } }
  await expect
    .poll(async () => (await user.call<Described>('GET', `/api/posts/${items[0]?.id}`)).content.media[0]?.alt)
    .toBe('A lighthouse')
})

test('what is written stays where the draft is deleted elsewhere, as another draft', async ({ browser }) => {
  const { author, page, user } = await newAuthor(browser)
  const draft = { title: 'Deleted elsewhere', body: 'Words.', status: 'draft' }
  const { id } = await user.call<{ id: string }>('POST', '/api/posts', draft)
  await visitSignedIn(author, `/studio/posts/${id}`)
  await expect(titleOf(page)).toHaveValue('Deleted elsewhere')
  await user.call('DELETE', `/api/posts/${id}`)
  await expect(page.getByText('It was deleted elsewhere')).toBeVisible()
  await titleOf(page).fill('And gone on with')
  const own = async () =>
    (await user.call<{ items: { id: string; title: string }[] }>('GET', '/api/me/posts')).items
  await expect.poll(async () => (await own()).map(({ title }) => title)).toEqual(['And gone on with'])
  // Where a reload finds it.
  await expect(page).toHaveURL(`/studio/posts/${(await own())[0]?.id}`)
  await expect(titleOf(page)).toHaveValue('And gone on with')
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('Published', { exact: true })).toHaveCount(1)
})

for (const reading of READINGS) {
  const { t } = wordsFor(reading)

  test(`what is written of a post stays where that is deleted elsewhere, and becomes a new draft: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const author = await newPerson(browser, reading)
    const { page } = author
    page.on('dialog', (dialog) => void dialog.accept())
    const creator = await newCreator(await author.api())
    const { id } = await newPost(creator, { title: 'Published before' })
    const title = page.getByLabel(t('studio.write.title'), { exact: true })
    await visitSignedIn(author, `/studio/posts/${id}`)
    await expect(title).toHaveValue('Published before')
    await title.fill('Typed meanwhile')
    await creator.user.call('DELETE', `/api/posts/${id}`)
    // Said at once, and at the end of the form.
    await expect(page.getByText(t('studio.gone.title'))).toHaveCount(2)
    await expect(title).toHaveValue('Typed meanwhile')
    await title.fill('Typed since')
    // Also who just leaves finds it where new posts are.
    if (reading.phone) await page.goto('/studio/new')
    else await page.getByRole('button', { name: t('studio.gone.make'), exact: true }).click()
    await expect(page).toHaveURL('/studio/new')
    await expect(title).toHaveValue('Typed since')
    await expect(page.getByText(t('studio.draft.saved'))).toBeVisible()
    type Own = { items: { title: string; status: string }[] }
    const { items } = await creator.user.call<Own>('GET', '/api/me/posts')
    expect(items).toMatchObject([{ title: 'Typed since', status: 'draft' }])
  })
}
