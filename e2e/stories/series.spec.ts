import type { Page } from '@playwright/test'
import {
  type CreatorFixture,
  newCreator,
  newPerson,
  newPost,
  type Person,
  visitSignedIn,
} from '@/tests/support/e2e/people'
import { nameOf, READINGS, type Reading, wordsFor } from '@/tests/support/e2e/readers'
import { expect, test } from '@/tests/support/e2e/story'

const TITLES = ['Ebb', 'Flood', 'Slack water'] as const

for (const reading of READINGS)
  test(`posts become a series in an order of their own, and readers walk through it (${nameOf(reading)})`, async ({
    browser,
  }) => {
    const author = await newPerson(browser, reading)
    const creator = await newCreator(await author.api())
    for (const title of TITLES) await newPost(creator, { title, body: `Of the ${title}.` })
    const { page } = author
    await makeSeries(author, reading)

    // A reader in another browser finds it, in its order.
    const reader = await newPerson(browser, reading)
    const seriesPath = await findSeries(reader, creator, reading)
    await expectOrder(reader.page, ['Ebb', 'Flood', 'Slack water'])
    await walkThrough(reader.page, reading)

    // Its author moves one by the keyboard: the focus goes along, and the open pages follow.
    await reader.page.goto(seriesPath)
    await expectOrder(reader.page, ['Ebb', 'Flood', 'Slack water'])
    const { t } = wordsFor(reading)
    const posts = page.getByRole('list', { name: t('series.posts') })
    const up = posts.getByRole('button', { name: t('series.earlier', { name: 'Slack water' }) })
    await up.press('Enter')
    await expect(posts.getByRole('listitem')).toContainText(['Ebb', 'Slack water', 'Flood'])
    await expect(up).toBeFocused()
    await expectOrder(reader.page, ['Ebb', 'Slack water', 'Flood'])

    // By the mouse, where there is one.
    if (!reading.phone) {
      await posts.getByRole('listitem').last().dragTo(posts.getByRole('listitem').first())
      await expectOrder(reader.page, ['Flood', 'Ebb', 'Slack water'])
    }

    // Out of it, and the series itself: its posts stay.
    await posts.getByRole('button', { name: t('series.remove', { title: 'Flood' }) }).click()
    await expectOrder(reader.page, ['Ebb', 'Slack water'])
    await page.getByRole('link', { name: t('series.all') }).click()
    await page.getByRole('button', { name: t('studio.posts.menu', { title: 'Tides' }) }).click()
    await page.getByRole('button', { name: t('series.delete'), exact: true }).click()
    await expect(page.getByText(t('series.noneOfMine'))).toBeVisible()
    await page.getByRole('button', { name: t('ui.undo') }).click()
    await expect(page.getByRole('link', { name: 'Tides' })).toBeVisible()
    await expectOrder(reader.page, ['Ebb', 'Slack water'])
  })

/** In the studio: a new series with the three posts, and with nothing else. */
async function makeSeries(author: Person, reading: Reading): Promise<void> {
  const { t } = wordsFor(reading)
  const { page } = author
  await visitSignedIn(author, '/studio/posts')
  await page.getByRole('link', { name: t('creator.series'), exact: true }).click()
  await page.getByRole('button', { name: t('series.new') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: t('series.title') }).fill('Tides')
  await dialog.getByRole('button', { name: t('series.make') }).click()
  await expect(page.getByRole('heading', { name: 'Tides' })).toBeVisible()
  await page.getByRole('button', { name: t('series.add') }).click()
  for (const [place, title] of TITLES.entries()) {
    await dialog.getByRole('button', { name: t('series.addOne', { title }) }).click()
    await expect(dialog.getByText(t('series.isIn'), { exact: true })).toHaveCount(place + 1)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('list', { name: t('series.posts') }).getByRole('listitem')).toContainText([
    ...TITLES,
  ])
}

/** From the creator's page; answers the address of the series. */
async function findSeries(reader: Person, { handle }: CreatorFixture, reading: Reading): Promise<string> {
  const { t } = wordsFor(reading)
  const { page } = reader
  await visitSignedIn(reader, `/creators/${handle}`)
  await page.getByRole('link', { name: t('creator.series'), exact: true }).click()
  await page.getByRole('link', { name: 'Tides' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Tides' })).toBeVisible()
  return new URL(page.url()).pathname
}

async function expectOrder(page: Page, titles: readonly string[]): Promise<void> {
  await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toHaveText([...titles])
}

async function walkThrough(page: Page, reading: Reading): Promise<void> {
  const { t } = wordsFor(reading)
  const nav = page.getByRole('navigation', { name: t('series.of', { title: 'Tides' }) })
  const part = (number: number) => nav.getByText(t('series.part', { part: number, total: 3 }))
  await page.getByRole('link', { name: 'Ebb', exact: true }).click()
  await expect(part(1)).toBeVisible()
  await nav.getByRole('link', { name: 'Flood' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Flood' })).toBeVisible()
  await expect(part(2)).toBeVisible()
  await nav.getByRole('link', { name: 'Slack water' }).click()
  await expect(part(3)).toBeVisible()
  await nav.getByRole('link', { name: 'Flood' }).click()
  await expect(part(2)).toBeVisible()
}
