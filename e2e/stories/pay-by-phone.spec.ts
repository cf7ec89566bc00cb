import { newKeypair } from '../../lib/ledger/keypair'
import { fillWallet, newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { addressIn, askForTransaction, readQr, sendByWallet } from '../../tests/support/e2e/phone'
import { nameOf, READINGS, type Reading, wordsFor } from '../../tests/support/e2e/readers'
import { expect, type Page, test } from '../../tests/support/e2e/story'

const DESK: Reading = { locale: 'en', phone: false }

async function showCode(page: Page, reading = DESK): Promise<string> {
  const { t, formats } = wordsFor(reading)
  await page.getByRole('button', { name: t('locked.unlock', { price: formats.inSol(50_000_000n) }) }).click()
  await page.getByRole('button', { name: t('buy.byPhone') }).click()
  return addressIn(await readQr(await page.getByRole('img', { name: t('buy.phone.code') }).screenshot()))
}

for (const [index, reading] of READINGS.entries()) {
  const { t, formats } = wordsFor(reading)
  const sol = formats.inSol(50_000_000n)
  // A code is read from either.
  const colorScheme = index === 0 ? 'light' : 'dark'
  test(`a code is paid by the wallet that scans it, and the page that shows it unlocks live: ${nameOf(reading)}, ${colorScheme}`, async ({
    browser,
  }) => {
    const creator = await newCreator()
    const { id, body } = await newPost(creator, { priceLamports: 50_000_000, title: 'Paid elsewhere' })
    const shopper = await newPerson(browser, reading)
    await shopper.page.emulateMedia({ colorScheme })
    await fillWallet(shopper)
    await visitSignedIn(shopper, `/posts/${id}`)
    await shopper.page.evaluate(() => Object.assign(window, { notReloaded: true }))
    const address = await showCode(shopper.page, reading)
    const waiting = shopper.page.getByRole('status').filter({ hasText: t('buy.phone.waiting', { sol }) })
    await expect(waiting).toContainText(/ · .*\d+:\d\d/)
    // On a phone the wallet is beside the page.
    const app = shopper.page.getByRole('link', { name: t('buy.phone.app') })
    if (reading.phone) expect(addressIn((await app.getAttribute('href')) ?? '')).toBe(address)
    else await expect(app).toBeHidden()

    const shop = (await (await fetch(address)).json()) as { label: string; icon: string }
    expect(shop.label).toBe('Fonana')
    expect((await fetch(shop.icon)).headers.get('content-type')).toContain('image/')

    const stranger = await askForTransaction(address, newKeypair().address)
    expect(stranger).toMatchObject({ status: 422, code: 'wrong_wallet' })

    const { keypair } = shopper.holder
    const offer = await askForTransaction(address, keypair.address)
    expect(offer.message).toMatch(/^A post by .*: 0\.05 SOL$/)
    const script = await shopper.api()
    const { items } = await script.call<{ items: { transaction: string }[] }>('GET', '/api/purchases')
    expect(offer.transaction).toBe(items[0]?.transaction)

    await sendByWallet(offer.transaction ?? '', keypair)
    await expect(shopper.page.getByText(t('buy.done.post'), { exact: true })).toBeVisible()
    await shopper.page.getByRole('button', { name: t('buy.done.post.button') }).click()
    await expect(shopper.page.getByText(body)).toBeVisible()
    expect(shopper.holder.transactionsAsked).toBe(0)
    expect(await shopper.page.evaluate(() => 'notReloaded' in window)).toBe(true)
  })
}

test('what draws the code fails to load once, and closing the dialog while the phone pays: nothing is lost', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 50_000_000 })
  const desktop = await newPerson(browser, { withWorker: false })
  await fillWallet(desktop)
  await visitSignedIn(desktop, `/posts/${id}`)
  let failed = 0
  await desktop.page.route('**/_next/static/site/**', (route) => {
    failed += 1
    return failed === 1 ? route.abort() : route.continue()
  })
  const address = await showCode(desktop.page)
  expect(failed).toBeGreaterThan(1)
  await desktop.page.keyboard.press('Escape')
  await expect(desktop.page.getByRole('dialog')).toBeHidden()

  const { keypair } = desktop.holder
  const offer = await askForTransaction(address, keypair.address)
  await sendByWallet(offer.transaction ?? '', keypair)
  await expect(desktop.page.getByText(body)).toBeVisible()
})

test('a closed code is resumed, and paying here instead is the same purchase, paid once', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 50_000_000 })
  const desktop = await newPerson(browser)
  await fillWallet(desktop)
  await visitSignedIn(desktop, `/posts/${id}`)
  const first = await showCode(desktop.page)
  await desktop.page.keyboard.press('Escape')
  await desktop.page.reload()
  expect(await showCode(desktop.page)).toBe(first)

  await desktop.page.getByRole('button', { name: 'Pay here instead' }).click()
  await desktop.page.getByRole('button', { name: 'Read it' }).click()
  await expect(desktop.page.getByText(body)).toBeVisible()
  expect(await askForTransaction(first, desktop.holder.keypair.address)).toMatchObject({ status: 409 })
  const { items } = await (await desktop.api()).call<{ items: { status: string }[] }>('GET', '/api/purchases')
  expect(items.map(({ status }) => status)).toEqual(['confirmed'])
})
