import { SITE_ID } from '../../lib/schema/boot'
import { expectLive, newCreator, newPerson, newPost, siteUrl } from '../../tests/support/e2e/people'
import { expect, type Page, test } from '../../tests/support/e2e/story'
import { TEST_WALLET_NAME } from '../../tests/support/e2e/wallet'

test('without scripts one finds a creator, and reads what signing in needs', async ({ browser }) => {
  const { handle, name } = await newCreator()
  const page = await browser.newPage({ baseURL: siteUrl(), javaScriptEnabled: false })
  await page.goto('/creators')
  await page.getByRole('combobox', { name: 'Search posts and creators' }).fill(handle)
  await page.keyboard.press('Enter')
  const found = `/explore?kind=creators&q=${handle}`
  await expect(page).toHaveURL(found)
  await expect(page.getByRole('combobox')).toHaveValue(handle)
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(1)
  await expect(page.getByRole('main').getByRole('link', { name })).toBeVisible()

  await page.getByRole('button', { name: 'Sign in' }).first().click()
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(found)}`)
  await expect(page.getByRole('heading', { name: 'Sign in with a wallet' })).toBeVisible()
  await expect(page.getByText('It takes a wallet, and JavaScript')).toBeVisible()
})

test('the way in has a page of its own, and leads on from there', async ({ browser }) => {
  const { page } = await newPerson(browser)
  await page.goto('/sign-in?next=/library')
  await page.getByRole('main').getByRole('button', { name: TEST_WALLET_NAME }).click()
  await expect(page).toHaveURL('/library')
  await expectLive(page)
  await page.goto('/sign-in?next=//elsewhere.example')
  await expect(page).toHaveURL('/')
})

/** The scripts of the page stay away until they are let go. */
async function holdScripts(page: Page): Promise<() => void> {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await held
    await route.continue()
  })
  return letGo
}

test('what is tapped and typed before the scripts are there is done when they are', async ({ browser }) => {
  const creator = await newCreator()
  const { id } = await newPost(creator, { priceLamports: 10_000_000 })
  for (const [path, name] of [
    ['/', 'Sign in'],
    [`/posts/${id}`, 'Unlock for 0.01 SOL'],
    [`/posts/${id}`, 'Like, 0 so far'],
  ] as const) {
    // A browser each: what the service worker has is not asked for again.
    const { page } = await newPerson(browser)
    const dialog = page.getByRole('dialog', { name: 'Sign in with a wallet' })
    const letGo = await holdScripts(page)
    await page.goto(path, { waitUntil: 'commit' })
    const button = page.getByRole('button', { name }).first()
    await button.click()
    await button.click()
    await expect(button).toHaveAttribute('data-heard', '')
    letGo()
    await expect(dialog, name).toBeVisible()
    await expect(button).not.toHaveAttribute('data-heard')
  }

  const { page } = await newPerson(browser)
  const letGo = await holdScripts(page)
  await page.goto('/creators', { waitUntil: 'commit' })
  const field = page.getByRole('combobox', { name: 'Search posts and creators' })
  await field.pressSequentially(creator.handle)
  await field.press('Enter')
  letGo()
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(1)
  await expect(field).toHaveValue(creator.handle)
  await expect(page).toHaveURL(`/explore?q=${creator.handle}&kind=creators`)
})

test('a link that is pressed the moment the page is interactive leads where it says', async ({ browser }) => {
  const { page } = await newPerson(browser)
  await page.addInitScript(pressBetweenTasks, { root: SITE_ID, link: 'footer a[href="/help"]' })
  await page.goto('/creators?query=nobody-is-called-so')
  await expect(page).toHaveURL(/\/help$/)
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toBeVisible()
  expect(await page.evaluate(() => performance.getEntriesByType('navigation')[0]?.name)).toMatch(/query=/)
})

/**
 * In the page: presses a link when React has taken over the page and not run its effects yet, which is between two of its
 * tasks. Each is the message of a channel, and for a clock that leaps each took too long for another in the same message.
 */
function pressBetweenTasks({ root, link }: { root: string; link: string }): void {
  interface ReactRoot {
    stateNode: { current: { memoizedState: { isDehydrated: boolean } | null } }
  }
  const isTakenOver = () => {
    const found = Object.entries(document.getElementById(root) ?? {}).find(([key]) =>
      /^__reactContainer/.test(key),
    )
    return (found?.[1] as ReactRoot | undefined)?.stateNode.current.memoizedState?.isDehydrated === false
  }
  const now = performance.now.bind(performance)
  let leapt = 0
  performance.now = () => {
    leapt += 5
    return now() + leapt
  }
  const channel = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage')
  let isPressed = false
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    set(this: MessagePort, work: (event: MessageEvent) => void) {
      channel?.set?.call(this, (event: MessageEvent) => {
        work.call(this, event)
        if (isPressed || !isTakenOver()) return
        isPressed = true
        if (window.fonanaHeard !== undefined) document.querySelector<HTMLElement>(link)?.click()
      })
    },
  })
}
