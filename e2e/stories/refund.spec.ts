import { fillWallet, newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { balanceOf, sendByWallet } from '../../tests/support/e2e/phone'
import { expect, test } from '../../tests/support/e2e/story'

const PRICE = 50_000_000n
/** Of a transaction with one signature: https://solana.com/docs/core/fees */
const NETWORK_FEE = 5_000n

test('a payment for what was taken down is owed back, seen by both, paid back by the creator, and the buyer has all of it', async ({
  browser,
}) => {
  const author = await newPerson(browser)
  const creator = await newCreator(await author.api())
  const { id } = await newPost(creator, { priceLamports: Number(PRICE), title: 'Too late' })
  const fan = await newPerson(browser, { phone: true })
  for (const person of [author, fan]) await fillWallet(person)
  await visitSignedIn(author, '/studio')
  await visitSignedIn(fan, '/library')
  for (const { page } of [author, fan]) {
    await page.evaluate(() => Object.assign(window, { notReloaded: true }))
  }
  const before = await balanceOf(fan.holder.keypair.address)

  // The fan's wallet is slow, and sends by itself what it was offered before the post was taken down.
  const script = await fan.api()
  const { purchase } = await script.call<{ purchase: { id: string; transaction: string } }>(
    'POST',
    '/api/purchases',
    { item: { kind: 'post', postId: id } },
  )
  await creator.user.call('DELETE', `/api/posts/${id}`)
  await sendByWallet(purchase.transaction, fan.holder.keypair)

  const owed = fan.page.locator('[data-refund="owed"]')
  await expect(owed).toContainText('Too late')
  await expect(owed).toContainText(`by ${creator.name}`)
  await expect(owed).toContainText('0.05 SOL')
  await expect(owed).toContainText('Owed back to you · since')
  await expect(fan.page.locator('[data-purchase="failed"]')).toContainText('Paid in vain, owed back to you')
  const debt = author.page.locator('[data-refund="owed"]')
  await expect(debt).toContainText('You owe it · since')

  author.holder.declines = true
  await debt.getByRole('button', { name: /^Refund 0\.05 SOL/ }).click()
  await expect(debt.getByText('You declined in the wallet.')).toBeVisible()
  await expect(owed).toBeVisible()

  author.holder.declines = false
  await debt.getByRole('button', { name: /^Refund 0\.05 SOL/ }).click()
  for (const { page } of [author, fan]) {
    await expect(page.locator('[data-refund="paid"]')).toContainText('Paid back')
    await expect(page.locator('[data-refund="owed"]')).toHaveCount(0)
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true)
  }
  await expect(fan.page.locator('[data-purchase="failed"]')).toContainText('Paid in vain, paid back')
  expect(await balanceOf(fan.holder.keypair.address)).toBe(before - NETWORK_FEE)

  await fan.page.getByRole('link', { name: 'Receipt for Too late' }).click()
  const receipt = fan.page.getByRole('article', { name: 'Receipt for Too late' })
  await expect(receipt.locator('[data-payment="surplus"]')).toHaveCount(1)
  await expect(receipt.locator('[data-payment="refund"]')).toHaveCount(1)
  await expect(receipt.locator('[data-refund="paid"]')).toHaveCount(1)
})

test('a creator without the money is told so, and can pay back once it is there', async ({ browser }) => {
  const author = await newPerson(browser)
  const creator = await newCreator(await author.api())
  const { id } = await newPost(creator, { priceLamports: Number(PRICE) })
  const fan = await newPerson(browser)
  await fillWallet(fan)
  await visitSignedIn(author, '/studio')
  const script = await fan.api()
  const { purchase } = await script.call<{ purchase: { transaction: string } }>('POST', '/api/purchases', {
    item: { kind: 'post', postId: id },
  })
  await creator.user.call('DELETE', `/api/posts/${id}`)
  await sendByWallet(purchase.transaction, fan.holder.keypair)

  const debt = author.page.locator('[data-refund="owed"]')
  const refund = debt.getByRole('button', { name: /^Refund 0\.05 SOL/ })
  // 90 % of it is what the creator has.
  await refund.click()
  await expect(debt.getByText('There is not enough SOL in your wallet')).toBeVisible()
  await fillWallet(author)
  await refund.click()
  await expect(author.page.locator('[data-refund="paid"]')).toBeVisible()
})
