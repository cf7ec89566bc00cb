import { expect, type Page, test } from '@playwright/test'
import { newKeypair } from '../../lib/ledger/keypair'
import { fillWallet, newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { addressIn, askForTransaction, readQr, sendByWallet } from '../../tests/support/e2e/phone'

const CODE = { name: /^QR code/ }

async function showCode(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Unlock for 0.05 SOL' }).click()
  await expect(page.getByRole('button', { name: 'Pay from a phone' })).toBeVisible()
  await page.getByRole('button', { name: 'Pay from a phone' }).click()
  return addressIn(await readQr(await page.getByRole('img', CODE).screenshot()))
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a code scanned from the desktop is paid on the phone, and the desktop unlocks live, ${colorScheme}`, async ({
    browser,
  }) => {
    const creator = await newCreator()
    const { id, body } = await newPost(creator, { priceLamports: 50_000_000, title: 'Paid elsewhere' })
    const desktop = await newPerson(browser)
    await desktop.page.emulateMedia({ colorScheme })
    await fillWallet(desktop)
    await visitSignedIn(desktop, `/posts/${id}`)
    await desktop.page.evaluate(() => Object.assign(window, { notReloaded: true }))
    const address = await showCode(desktop.page)
    await expect(desktop.page.getByText(/^Waiting for 0\.05 SOL · \d+:\d\d left$/)).toBeVisible()

    const shop = (await (await fetch(address)).json()) as { label: string; icon: string }
    expect(shop.label).toBe('Fonana')
    expect((await fetch(shop.icon)).headers.get('content-type')).toContain('image/')

    const stranger = await askForTransaction(address, newKeypair().address)
    expect(stranger).toMatchObject({ status: 422, code: 'wrong_wallet' })

    const { keypair } = desktop.holder
    const offer = await askForTransaction(address, keypair.address)
    expect(offer.message).toMatch(/^A post by .*: 0\.05 SOL$/)
    const script = await desktop.api()
    const { items } = await script.call<{ items: { transaction: string }[] }>('GET', '/api/purchases')
    expect(offer.transaction).toBe(items[0]?.transaction)

    await sendByWallet(offer.transaction ?? '', keypair)
    await expect(desktop.page.getByText('It’s yours')).toBeVisible()
    await desktop.page.getByRole('button', { name: 'Read it' }).click()
    await expect(desktop.page.getByText(body)).toBeVisible()
    expect(desktop.holder.transactionsAsked).toBe(0)
    expect(await desktop.page.evaluate(() => 'notReloaded' in window)).toBe(true)
  })
}

test('what draws the code fails to load once, and closing the dialog while the phone pays: nothing is lost', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 50_000_000 })
  const desktop = await newPerson(browser)
  await fillWallet(desktop)
  await visitSignedIn(desktop, `/posts/${id}`)
  let failed = 0
  await desktop.page.route('**/_next/static/chunks/**', (route) => {
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
