import { buyByScript } from '../../tests/support/e2e/api'
import { fillWallet, newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'

for (const reading of READINGS) {
  const { t, formats } = wordsFor(reading)

  test(`the creator’s numbers grow as something is sold, and say the same drawn, in a table and as a file: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const author = await newPerson(browser, reading)
    const creator = await newCreator(await author.api())
    const { id } = await newPost(creator, { priceLamports: 100_000_000, title: 'On sale' })
    const fan = await newPerson(browser)
    await fillWallet(fan)
    const script = await fan.api()
    const { page } = author
    const choose = (name: string) => page.getByRole('radio', { name }).check({ force: true })
    const search = page.getByRole('searchbox', { name: t('numbers.members.search') })
    await visitSignedIn(author, '/studio')
    await page.getByRole('link', { name: t('studio.numbers'), exact: true }).click()
    await expect(page).toHaveURL('/studio/numbers')
    await expect(page.locator('[data-total="0"]')).toBeVisible()
    await expect(page.getByText(t('numbers.none'))).toBeVisible()
    await expect(page.getByRole('table')).toHaveCount(0)
    await expect(page.getByText(t('numbers.members.none.active'))).toBeVisible()
    await page.evaluate(() => Object.assign(window, { notReloaded: true }))

    await buyByScript(script, { kind: 'post', postId: id })
    await expect(page.locator('[data-total="90000000"]')).toBeVisible()
    const [change, before] = [formats.inSol(90_000_000n), formats.inSol(0n)]
    await expect(page.getByText(t('numbers.more', { change, range: 'month', before }))).toBeVisible()
    await buyByScript(script, { kind: 'subscription', creatorId: creator.user.id, tier: 'basic' })
    await expect(page.locator('[data-total="108000000"]')).toBeVisible()
    await expect(page.locator('[data-member="active"]')).toContainText(formats.sol(120_000_000n))

    const table = page.getByRole('table')
    await expect(table).toHaveAccessibleName(t('numbers.table', { by: 'day' }))
    // Thirty days, their heads and their sum.
    await expect(table.getByRole('row')).toHaveCount(32)
    await expect(table.getByRole('row').nth(1)).toContainText(formats.sol(108_000_000n))
    await choose(t('numbers.range.last', { range: 'year' }))
    await expect(table).toHaveAccessibleName(t('numbers.table', { by: 'month' }))
    const sums = [108_000_000n, 90_000_000n, 18_000_000n, 0n, 0n].map(formats.sol)
    await expect(table.getByRole('row').last().getByRole('cell')).toHaveText(sums)
    await choose(t('numbers.by.span', { by: 'week' }))
    await expect(table).toHaveAccessibleName(t('numbers.table', { by: 'week' }))
    await choose(t('numbers.range.last', { range: 'week' }))
    await expect(table.getByRole('row')).toHaveCount(9)

    const [sales] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: t('numbers.export.sales') }).click(),
    ])
    expect(sales.suggestedFilename()).toMatch(/^fonana-sales-.*\.csv$/)
    await search.fill('nobody at all')
    await expect(page.getByText(t('numbers.members.notFound'))).toBeVisible()
    await search.fill(fan.holder.keypair.address.slice(0, 8))
    await expect(page.locator('[data-member="active"]')).toBeVisible()
    await choose(t('numbers.members.ended'))
    await expect(page.getByText(t('numbers.members.notFound'))).toBeVisible()
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true)
  })
}
