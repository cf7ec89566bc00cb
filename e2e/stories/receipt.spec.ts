import { newKeypair } from '../../lib/ledger/keypair'
import { signInByScript } from '../../tests/support/e2e/api'
import {
  fillWallet,
  newCreator,
  newPerson,
  newPost,
  siteUrl,
  visitSignedIn,
} from '../../tests/support/e2e/people'
import { expect, test } from '../../tests/support/e2e/story'

test('a purchase has a receipt with signature and splits, for its buyer alone, to print and to export', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id } = await newPost(creator, { priceLamports: 50_000_000, title: 'Worth keeping' })
  const fan = await newPerson(browser)
  const { page } = fan
  await fillWallet(fan)
  await visitSignedIn(fan, `/posts/${id}`)
  await page.getByRole('button', { name: 'Unlock for 0.05 SOL' }).click()
  await page.getByRole('button', { name: 'Pay 0.05 SOL' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Receipt' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()

  const receipt = page.getByRole('article', { name: 'Receipt for Worth keeping' })
  const script = await fan.api()
  const { items } = await script.call<{ items: { id: string; signature: string; reference: string }[] }>(
    'GET',
    '/api/purchases',
  )
  const purchase = items[0] ?? { id: '', signature: '', reference: '' }
  for (const text of [
    purchase.id,
    purchase.signature,
    purchase.reference,
    fan.holder.keypair.address,
    `by ${creator.name}`,
    '50,000,000 lamports',
    'UTC',
  ]) {
    await expect(receipt).toContainText(text)
  }
  await expect(receipt.locator('[data-split="creator"]')).toContainText(creator.user.wallet.address)
  await expect(receipt.locator('[data-split="creator"]')).toContainText('0.045 SOL')
  await expect(receipt.locator('[data-split="platform"]')).toContainText('0.005 SOL')
  await expect(receipt.getByText('Final', { exact: true }).first()).toBeVisible()
  // No explorer sees the ledger that is built in.
  await expect(receipt.getByRole('link', { name: /explorer/ })).toHaveCount(0)

  await page.emulateMedia({ media: 'print' })
  await expect(receipt).toBeVisible()
  for (const hidden of ['Main', 'Print']) {
    await expect(
      page.locator(`nav[aria-label="${hidden}"], button:has-text("${hidden}")`).first(),
    ).toBeHidden()
  }
  await page.emulateMedia({ media: 'screen' })

  const stranger = await newPerson(browser)
  await stranger.page.goto(`/receipts/${purchase.id}`)
  await expect(stranger.page.getByText('Only who paid can see it')).toBeVisible()
  await stranger.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await stranger.page.getByRole('dialog').getByRole('button', { name: 'Test Wallet' }).click()
  await expect(stranger.page.getByText('There is nothing here')).toBeVisible()
  expect(await stranger.page.content()).not.toContain(purchase.signature)

  await page.getByRole('main').getByRole('link', { name: 'Library' }).click()
  for (const format of ['CSV', 'JSON']) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: `Export as ${format}` }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(new RegExp(`^fonana-.*\\.${format.toLowerCase()}$`))
    const chunks = await (await download.createReadStream()).toArray()
    expect(Buffer.concat(chunks).toString()).toContain(purchase.signature)
  }
})

test('nobody but the buyer is given a receipt by the API', async () => {
  const stranger = await signInByScript(siteUrl(), newKeypair())
  const unknown = crypto.randomUUID()
  await expect(stranger.call('GET', `/api/purchases/${unknown}/receipt`)).rejects.toThrow(/404/)
})
