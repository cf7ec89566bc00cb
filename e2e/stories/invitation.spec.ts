import { buyByScript } from '../../tests/support/e2e/api'
import { fillWallet, newCreator, newPerson, visitSignedIn } from '../../tests/support/e2e/people'
import { expect, test } from '../../tests/support/e2e/story'
import { TEST_WALLET_NAME } from '../../tests/support/e2e/wallet'

test('a creator sends their link, who comes by it becomes a creator, and sales are shared from then on', async ({
  browser,
}) => {
  const host = await newPerson(browser)
  const creator = await newCreator(await host.api())
  await visitSignedIn(host, '/studio/page')
  const link = await host.page.getByLabel('Your invitation link').inputValue()
  expect(link).toMatch(new RegExp(`/join/${creator.handle}$`))

  const guest = await newPerson(browser, { phone: true })
  await guest.page.goto(link)
  await expect(guest.page.getByRole('heading', { name: `${creator.name} invites you` })).toBeVisible()
  await guest.page.getByRole('main').getByRole('button', { name: 'Open my page' }).click()
  await guest.page.getByRole('dialog').getByRole('button', { name: TEST_WALLET_NAME }).click()
  await expect(guest.page.getByText(`Invited by ${creator.name}`)).toBeVisible()
  // The invitation stays with the tab.
  await guest.page.reload()
  await expect(guest.page.getByText(`Invited by ${creator.name}`)).toBeVisible()
  const handle = `g${Date.now().toString(36)}`
  await guest.page.getByLabel('Name').fill('Guest of honour')
  await guest.page.getByLabel('Handle').fill(handle)
  await guest.page.getByRole('button', { name: 'Open my page' }).click()
  await guest.page.getByRole('switch').first().click()
  await guest.page.getByRole('button', { name: 'Save tiers' }).click()
  await expect(guest.page.getByText('Your tiers are saved')).toBeVisible()

  await host.page.goto('/notifications')
  await expect(host.page.getByText('Guest of honour became a creator by your invitation')).toBeVisible()

  const fan = await newPerson(browser)
  await fillWallet(fan)
  await visitSignedIn(fan, `/creators/${handle}`)
  await fan.page.getByRole('button', { name: /^Join/ }).first().click()
  await expect(fan.page.getByRole('dialog')).toContainText('To whoever invited Guest of honour')
  await fan.page.keyboard.press('Escape')

  const guestId = (await (await guest.api()).call<{ id: string }>('GET', '/api/me')).id
  const { splits } = await buyByScript(await fan.api(), {
    kind: 'subscription',
    creatorId: guestId,
    tier: 'basic',
  })
  const referrer = splits.find(({ role }) => role === 'referrer')
  expect(referrer?.wallet).toBe(host.holder.keypair.address)
})

test('an invitation can be left out, and there is none to accept for who has a page', async ({ browser }) => {
  const creator = await newCreator()
  const guest = await newPerson(browser)
  await guest.page.goto(`/join/${creator.handle}`)
  await guest.page.getByRole('main').getByRole('button', { name: 'Open my page' }).click()
  await guest.page.getByRole('dialog').getByRole('button', { name: TEST_WALLET_NAME }).click()
  await guest.page.getByRole('button', { name: 'Go on without the invitation' }).click()
  await expect(guest.page.getByText(/^Invited by/)).toHaveCount(0)

  const other = await newCreator(await guest.api())
  await guest.page.goto(`/join/${creator.handle}`)
  await expect(guest.page.getByText('You have a page already')).toBeVisible()
  await guest.page.goto(`/join/${other.handle}`)
  await expect(guest.page.getByText('This is your own link')).toBeVisible()
  expect((await guest.page.goto('/join/nobody_at_all'))?.status()).toBe(404)
})
