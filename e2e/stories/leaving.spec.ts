import { buyByScript } from '../../tests/support/e2e/api'
import { seriousViolations } from '../../tests/support/e2e/axe'
import { fillWallet, newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'

for (const reading of READINGS) {
  const { t } = wordsFor(reading)
  test(`a creator deletes their account: what was bought stays, everything else goes, in every tab: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const author = await newPerson(browser, reading)
    const creator = await newCreator(await author.api())
    const sold = await newPost(creator, { title: 'Kept by its buyer', priceLamports: 5_000_000 })
    await newPost(creator, { title: 'Open to all' })
    const buyer = await newPerson(browser, reading)
    await fillWallet(buyer)
    await buyByScript(await buyer.api(), { kind: 'post', postId: sold.id })
    await visitSignedIn(buyer, `/creators/${creator.handle}`)
    await expect(buyer.page.getByRole('heading', { name: 'Open to all' })).toBeVisible()

    const { page } = author
    await visitSignedIn(author, '/studio/page')
    const otherTab = await author.context.newPage()
    await otherTab.goto('/library')
    const open = page.getByRole('main').getByRole('button', { name: t('leave.title') })
    await open.click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText(t('leave.sold'))).toBeVisible()
    await expect(dialog.getByText(t('leave.handle', { handle: creator.handle }))).toBeVisible()
    expect(await seriousViolations(page)).toEqual([])
    // First with everything of theirs, as a file.
    const downloading = page.waitForEvent('download')
    await dialog.getByRole('link', { name: t('leave.export') }).click()
    expect((await downloading).suggestedFilename()).toMatch(/^fonana-.*\.zip$/)
    // Closed, nothing has happened.
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await open.press('Enter')
    await dialog.getByRole('checkbox', { name: t('leave.sure') }).check()
    await dialog.getByRole('button', { name: t('leave.do') }).click()

    await expect(page.getByText(t('leave.done'))).toBeVisible()
    await expect(page).toHaveURL(/\/$/)
    for (const tab of [page, otherTab])
      await expect(tab.getByRole('button', { name: t('account.signIn') }).first()).toBeVisible()
    // The page of theirs that somebody has open is no more.
    await expect(buyer.page.getByText(t('missing.title'))).toBeVisible()
    await buyer.page.goto('/library')
    await buyer.page.getByRole('link', { name: 'Kept by its buyer', exact: true }).click()
    await expect(buyer.page.getByText(sold.body)).toBeVisible()
    expect((await page.request.get(`/creators/${creator.handle}`)).status()).toBe(404)
  })
}
