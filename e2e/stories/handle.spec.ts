import { seriousViolations } from '../../tests/support/e2e/axe'
import { newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'

for (const reading of READINGS) {
  const { t } = wordsFor(reading)
  test(`a creator changes the address of their page, and nobody loses their way: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const author = await newPerson(browser, reading)
    const creator = await newCreator(await author.api())
    await newPost(creator, { title: 'Still where it was' })
    const before = creator.handle
    const now = `n${before.slice(1)}`

    const fan = await newPerson(browser)
    await visitSignedIn(fan, `/creators/${before}?tab=posts&open=1#here`)
    await expect(fan.page.getByRole('heading', { name: 'Still where it was' })).toBeVisible()

    const { page } = author
    await visitSignedIn(author, '/studio/page')
    await page.getByRole('textbox', { name: t('studio.becomeCreator.bio') }).fill('Typed, and not saved yet')
    await page.getByRole('button', { name: t('address.change') }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText(t('address.leads', { handle: before }))).toBeVisible()
    await expect(dialog.getByText(t('address.once'))).toBeVisible()
    expect(await seriousViolations(page)).toEqual([])
    const field = dialog.getByRole('textbox', { name: t('address.new') })
    await field.fill('admin')
    await page.keyboard.press('Enter')
    await expect(dialog.getByText(t('field.reserved'))).toBeVisible()
    await field.fill(`@${now.toUpperCase()}`)
    await expect(field).toHaveValue(now)
    await expect(dialog.getByText(`/creators/${now}`)).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByText(t('address.saved', { handle: now }))).toBeVisible()
    await expect(page.getByText(`/creators/${now}`)).toBeVisible()
    await expect(page.getByLabel(t('invitation.link'))).toHaveValue(new RegExp(`/join/${now}$`))

    // What was typed beside it is there, and can be saved.
    await page.getByRole('button', { name: t('studio.ownPage.save') }).click()
    await expect(page.getByText(t('studio.ownPage.saved'))).toBeVisible()
    await page.getByRole('button', { name: t('address.change') }).click()
    await expect(dialog.getByText(t('address.later.text'))).toBeVisible()

    // The page that was open all the while goes on, where it was.
    await expect(fan.page).toHaveURL(new RegExp(`/creators/${now}\\?open=1#here$`))
    await expect(fan.page.getByText(`@${now}`).first()).toBeVisible()
    await expect(fan.page.getByText('Typed, and not saved yet')).toBeVisible()
    await expect(fan.page.getByRole('heading', { name: 'Still where it was' })).toBeVisible()
    await fan.page.goto(`/join/${before}`)
    await expect(fan.page).toHaveURL(new RegExp(`/join/${now}$`))
    await expect(fan.page.getByText(`@${now}`)).toBeVisible()
  })
}
