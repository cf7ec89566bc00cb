import { newKeypair } from '../../lib/ledger/keypair'
import { fund } from '../../tests/support/e2e/api'
import { expectLive, newPerson, siteUrl } from '../../tests/support/e2e/people'
import { addressIn, askForTransaction, readQr, sendByWallet } from '../../tests/support/e2e/phone'
import { nameOf, READINGS, wordsFor } from '../../tests/support/e2e/readers'
import { expect, test } from '../../tests/support/e2e/story'

for (const reading of READINGS) {
  const { t } = wordsFor(reading)
  test(`the wallet on a phone signs in who shows the code, and not who looks on: ${nameOf(reading)}`, async ({
    browser,
  }) => {
    const wallet = newKeypair()
    await fund(siteUrl(), wallet.address)
    const { page } = await newPerson(browser, reading)
    const onlooker = await newPerson(browser)
    await page.goto('/creators')
    await page
      .getByRole('button', { name: t('account.signIn') })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: t('signIn.phone') }).click()
    const waiting = dialog.getByRole('status').filter({ hasText: t('signIn.phone.waiting') })
    await expect(waiting).toContainText(/ · .*\d:\d\d/)
    const code = dialog.getByRole('img', { name: t('signIn.phone.code') })
    const address = addressIn(await readQr(await code.screenshot()))

    const offer = await askForTransaction(address, wallet.address)
    expect(offer.message).toBe('Sign in to Fonana. It moves no funds.')
    await sendByWallet(offer.transaction ?? '', wallet)
    await expect(dialog).toBeHidden()
    await expectLive(page)
    await expect(page).toHaveURL(/\/creators$/)
    await expect(page.getByRole('button', { name: t('account.of', { name: '' }) })).toBeVisible()

    // The code and what it became on the chain are seen by others: neither is worth anything to them.
    await onlooker.page.goto('/')
    const answer = await onlooker.page.evaluate(async (path) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"secret":"?"}' }
      return (await fetch(`${path}/session`, init)).status
    }, new URL(address).pathname)
    expect(answer).toBe(404)
  })
}
