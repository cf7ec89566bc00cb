import { expectLive, newCreator, newPerson, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'

for (const reading of READINGS) {
  const { t } = wordsFor(reading)
  test(`a draft goes on on another device, is put off, and goes out once: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const author = await newPerson(browser, reading)
    const creator = await newCreator(await author.api())
    const { page } = author
    const saved = page.getByText(t('studio.draft.saved'))
    const title = page.getByLabel(t('studio.write.title'), { exact: true })
    const text = page.getByLabel(t('studio.write.text'), { exact: true })
    await visitSignedIn(author, '/studio/new')
    // Left before the first saving, which is done on the way out, and come back to: it is one draft.
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await page.route('**/api/posts', async (route) => {
      await held
      await route.continue()
    })
    const asked = page.waitForRequest((request) => new URL(request.url()).pathname === '/api/posts')
    await title.fill('Night shift')
    await page.getByRole('link', { name: t('studio.posts'), exact: true }).click()
    await asked
    await expect(title).toHaveCount(0)
    await page
      .getByRole('link', { name: t('studio.newPost'), exact: true })
      .first()
      .click()
    await expect(title).toHaveValue('Night shift')
    letGo()
    await expect(saved).toBeVisible()

    // On the other device it is in the list, and what is written there comes here while it is open.
    const other = await newPerson(browser, { ...reading, sameAs: author })
    await visitSignedIn(other, '/studio/posts')
    const line = other.page.getByRole('listitem').filter({ hasText: 'Night shift' })
    await expect(line).toContainText(t('studio.posts.isDraft'))
    await line.getByRole('link', { name: 'Night shift' }).click()
    await other.page.getByLabel(t('studio.write.text'), { exact: true }).fill('Written on the way.')
    await expect(other.page.getByText(t('studio.draft.saved'))).toBeVisible()
    await expect(text).toHaveText('Written on the way.')
    await expect(page.getByText(t('studio.draft.taken'))).toBeVisible()

    // Both change the same: neither is saved over the other.
    await other.context.setOffline(true)
    await other.page.getByLabel(t('studio.write.title'), { exact: true }).fill('Theirs')
    await title.fill('Mine')
    await expect(saved).toBeVisible()
    await other.context.setOffline(false)
    await expect(other.page.getByText(t('studio.draft.changed'))).toBeVisible()
    await other.page.getByRole('button', { name: t('studio.draft.changed.theirs') }).click()
    await expect(other.page.getByLabel(t('studio.write.title'), { exact: true })).toHaveValue('Mine')

    // Its price has a slip of the finger in it, and is asked about.
    await page.getByText(t('studio.access.choice.price'), { exact: true }).click()
    const price = page.getByLabel(t('studio.access.price'))
    await price.fill('123456')
    await page.getByRole('button', { name: t('studio.write.publish') }).click()
    await expect(page.getByText(t('studio.price.unusual.text'))).toBeVisible()
    await price.fill('0.05')

    // Put off, it goes out by itself, while its author looks at it on the other device.
    const at = new Date(Date.now() + 60 * 60 * 1000)
    const local = await page.evaluate((ms) => {
      const two = (part: number) => String(part).padStart(2, '0')
      const d = new Date(ms)
      return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`
    }, at.getTime())
    await page.getByText(t('studio.when.later'), { exact: true }).click()
    await page.getByLabel(t('studio.when.at')).fill(local)
    await page.getByRole('button', { name: t('studio.write.schedule') }).click()
    await expect(title).toHaveValue('')
    await other.page.goto('/studio/posts')
    await expectLive(other.page)
    const mine = other.page.getByRole('listitem').filter({ hasText: 'Mine' })
    await expect(mine).toContainText(t('studio.posts.isScheduled'))
    // The list is as it was left, on coming back and on reload.
    const searched = other.page.getByRole('searchbox', { name: t('studio.posts.search') })
    await other.page.getByText(t('studio.posts.scheduled'), { exact: true }).first().click()
    await searched.fill('Mine')
    await mine.getByRole('link', { name: 'Mine' }).click()
    await expect(searched).toHaveCount(0)
    await other.page.goBack()
    await expect(searched).toHaveValue('Mine')
    await other.page.reload()
    await expectLive(other.page)
    await expect(searched).toHaveValue('Mine')
    await expect(other.page.getByRole('radio', { name: t('studio.posts.scheduled') })).toBeChecked()
    await other.page.getByRole('link', { name: t('studio.posts'), exact: true }).click()
    await expect(searched).toHaveValue('')
    const { items } = await creator.user.call<{ items: { id: string; priceLamports: number }[] }>(
      'GET',
      '/api/me/posts',
    )
    expect(items).toMatchObject([{ priceLamports: 50_000_000 }])
    const id = items[0]?.id
    await creator.user.call('PATCH', `/api/posts/${id}`, {
      publishAt: new Date(Date.now() + 1_000).toISOString(),
    })
    await expect(mine).not.toContainText(t('studio.posts.isScheduled'))
    const reader = await newPerson(browser, reading)
    await reader.page.goto(`/posts/${id}`)
    await expect(reader.page.getByRole('heading', { name: 'Mine' })).toBeVisible()
    await expect(reader.page.getByText('Written on the way.')).toHaveCount(0)
  })
}
