import { typeSol } from '@/lib/money'
import { fillWallet, newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'

const PRICE = 50_000_000n
const PART = 20_000_000n

for (const reading of READINGS) {
  const { t, formats } = wordsFor(reading)

  test(`a creator gives a part of a sale back, then the rest, and what the buyer has open closes at once: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const author = await newPerson(browser, reading)
    const creator = await newCreator(await author.api())
    const post = await newPost(creator, { priceLamports: Number(PRICE), title: 'Bought too soon' })
    const fan = await newPerson(browser, reading)
    for (const person of [author, fan]) await fillWallet(person)
    await visitSignedIn(author, '/studio/sales')
    await expect(author.page.getByText(t('sales.none'))).toBeVisible()
    await visitSignedIn(fan, `/posts/${post.id}`)
    await fan.page
      .getByRole('button', { name: formats.inSol(PRICE) })
      .first()
      .click()
    const bought = fan.page.getByRole('dialog')
    await bought.getByRole('button', { name: t('buy.pay', { sol: formats.inSol(PRICE) }) }).click()
    await expect(bought.getByText(t('buy.done.post'), { exact: true })).toBeVisible()
    await expect(fan.page.getByText(post.body)).toBeVisible()
    for (const { page } of [author, fan])
      await page.evaluate(() => Object.assign(window, { notReloaded: true }))

    const { page } = author
    const row = page.locator('[data-sale]')
    await expect(row).toContainText('Bought too soon')
    await expect(row).toContainText(t('sales.received', { sol: formats.inSol(45_000_000n) }))
    const refund = row.getByRole('button')
    const dialog = page.getByRole('dialog')
    const choose = (name: string) => dialog.getByRole('radio', { name }).check({ force: true })

    // What becomes of it is said before: it ends with all of it, and stays with a part.
    await refund.click()
    await expect(dialog.getByText(t('sales.refund.says.post.ended'))).toBeVisible()
    await choose(t('sales.refund.part'))
    await expect(dialog.getByText(t('sales.refund.says.post.kept'))).toBeVisible()
    const amount = dialog.getByLabel(t('sales.refund.amount'))
    await amount.fill(typeSol(PRICE + 1n, reading.locale))
    await dialog.getByRole('button', { name: t('sales.refund'), exact: true }).click()
    await expect(dialog.getByRole('alert')).toHaveText(
      t('field.price_too_high', { amount: formats.inSol(PRICE) }),
    )
    await amount.fill(typeSol(PART, reading.locale))
    const pay = (lamports: bigint) =>
      dialog.getByRole('button', { name: t('refund.pay', { sol: formats.inSol(lamports) }) })
    author.holder.declines = true
    await pay(PART).click()
    await expect(dialog.getByText(t('refund.problem.rejected'))).toBeVisible()
    author.holder.declines = false
    await pay(PART).click()
    await expect(dialog).toBeHidden()
    await expect(row).toContainText(t('sales.refunded.part', { sol: formats.inSol(PART) }))
    await expect(fan.page.getByText(post.body)).toBeVisible()

    await refund.click()
    await dialog.getByLabel(t('sales.refund.reason')).selectOption('mistake')
    await pay(PRICE - PART).click()
    await expect(page.locator('[data-sale="ended"]')).toContainText(t('sales.refunded.ended'))
    await expect(refund).toHaveCount(0)
    await expect(fan.page.getByText(post.body)).toHaveCount(0)
    // Nor is it said any more that it is theirs, where that was still on the screen.
    await expect(bought).toBeHidden()
    await expect(fan.page.getByRole('button', { name: formats.inSol(PRICE) }).first()).toBeVisible()
    for (const { page } of [author, fan])
      expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true)

    await fan.page.goto('/notifications')
    const sol = formats.inSol(PRICE - PART)
    await fan.page.getByRole('link', { name: sol }).first().click()
    const receipt = fan.page.getByRole('article')
    await expect(receipt.locator('[data-payment="refund"]')).toHaveCount(2)
    await expect(receipt).toContainText(t('refund.buyer.mistake'))
  })
}
