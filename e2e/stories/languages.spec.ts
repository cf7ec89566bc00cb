import { newCreator, newPerson, newPost, siteUrl, visitSignedIn } from '../../tests/support/e2e/people'
import { expect, type Page, test } from '../../tests/support/e2e/story'

const place = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name })

/** Loads of a page, not what it asks for. */
function watchLoads(page: Page): string[] {
  const loads: string[] = []
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads.push(request.url())
  })
  return loads
}

test('who reads Russian is met in Russian, and changes the language without losing what is typed', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: siteUrl(), locale: 'ru-RU', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto('/creators')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru')
  await expect(place(page, 'Лента').first()).toBeVisible()
  await expect(page).toHaveTitle(/Авторы/)

  const loads = watchLoads(page)
  await page.getByRole('combobox').fill('somebody')
  await page.getByRole('button', { name: 'English' }).first().click()
  await expect(place(page, 'Feed').first()).toBeVisible()
  await expect(page.getByRole('combobox')).toHaveValue('somebody')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page).toHaveTitle(/Creators/)
  expect(loads).toEqual([])

  // What was chosen counts for more than what the browser says.
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(place(page, 'Feed').first()).toBeVisible()
  await context.close()
})

test('a reader’s language is that of their account, on every device, and nobody else’s', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id } = await newPost(creator, { title: 'For all', body: 'Open to all' })
  const reader = await newPerson(browser)
  const sameReader = await newPerson(browser, { sameAs: reader })
  await visitSignedIn(reader, `/posts/${id}`)
  await reader.page.getByRole('textbox').first().fill('Not sent yet')
  await reader.page.getByRole('button', { name: 'Русский' }).first().click()
  await expect(place(reader.page, 'Лента').first()).toBeVisible()
  await expect(reader.page.getByRole('textbox').first()).toHaveValue('Not sent yet')
  await expect.poll(async () => (await reader.api()).call('GET', '/api/me')).toMatchObject({ locale: 'ru' })

  await visitSignedIn(sameReader, '/')
  await expect(sameReader.page.locator('html')).toHaveAttribute('lang', 'ru')
  await expect(place(sameReader.page, 'Лента').first()).toBeVisible()

  const stranger = await newPerson(browser)
  await stranger.page.goto(`/posts/${id}`)
  await expect(stranger.page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(stranger.page.locator('body')).not.toContainText('Лента')
})

test('a language that the account does not hear of is not spoken, and it is said', async ({ browser }) => {
  const reader = await newPerson(browser)
  const { page } = reader
  await visitSignedIn(reader, '/creators')
  await page.route('**/api/me', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  await page.getByRole('button', { name: 'Русский' }).click()
  await expect(page.getByText('The language could not be changed')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(place(page, 'Feed').first()).toBeVisible()

  await page.unroute('**/api/me')
  await page.getByRole('button', { name: 'Русский' }).click()
  await expect(place(page, 'Лента').first()).toBeVisible()
  // Who signs out of it goes on in it, and is met in it when they come back.
  await page.getByRole('button', { name: /^Аккаунт/ }).click()
  await page.getByRole('button', { name: 'Выйти' }).click()
  await expect(page.getByRole('button', { name: 'Войти' }).first()).toBeVisible()
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru')
})

test('a page holds the words of its reader’s language alone', async ({ request }) => {
  const text = async (language: string) =>
    (await request.get(`${siteUrl()}/`, { headers: { 'accept-language': language } })).text()
  const [english, russian, french] = await Promise.all(['en', 'ru,en;q=0.5', 'fr'].map(text))
  expect(english).toContain('<html lang="en"')
  expect(english).not.toMatch(/Лента|Уведомления/)
  expect(russian).toContain('<html lang="ru"')
  expect(russian).not.toContain('Skip to the content')
  expect(french).toContain('<html lang="en"')

  // And is followed by the file of that language, which browsers keep.
  const namedIn = (html = '') => [...html.matchAll(/\/_next\/static\/site\/words-[\w-]+\.json/g)].map(String)
  const [words, ...others] = namedIn(russian)
  expect(others).toEqual([])
  const file = await request.get(siteUrl() + words)
  expect(file.headers()['cache-control']).toContain('immutable')
  expect(await file.text()).toContain('"Лента"')
  expect(await file.text()).not.toContain('Skip to the content')
  expect(namedIn(english)).not.toEqual([words])
  expect(namedIn(french)).toEqual(namedIn(english))
})
