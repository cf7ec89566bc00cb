import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { launchOptions } from '../../tests/support/e2e/browser'
import { newCreator, newPost, siteUrl } from '../../tests/support/e2e/people'
import { expect, test } from '../../tests/support/e2e/story'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Without what the runner around it says to its own workers. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, NODE_ENV } = process.env
  return { PATH, HOME, NODE_ENV }
}

/** A project as its author writes it: one import of ours, and what docs/testing.md says. */
const SPEC = `
import { expect, test } from '@playwright/test'
import { giveDemoKey, installWallet, keypairFromSeed, readDemoKey, TEST_WALLET_NAME } from 'fonana/test-wallet'

const live = (page) => expect(page.locator('[data-live="live"]').first()).toBeAttached()

async function signIn(page, wallet) {
  await page.getByRole('button', { name: 'Sign in' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: wallet }).click()
  await live(page)
}

async function fill(request, wallet) {
  const reply = await request.post('/api/dev/airdrop', { data: { wallet, lamports: 1_000_000_000 } })
  expect(reply.status()).toBe(200)
}

async function pay(page) {
  await page.getByRole('button', { name: 'Unlock for 0.001 SOL' }).click()
  await page.getByRole('button', { name: 'Pay 0.001 SOL' }).click()
}

test('the test wallet signs in, is still signed in elsewhere, and pays', async ({ browser, request }) => {
  const keypair = keypairFromSeed(crypto.getRandomValues(new Uint8Array(32)))
  const first = await browser.newContext()
  await installWallet(first, { keypair })
  const page = await first.newPage()
  await page.goto('/posts/' + process.env.POST)
  await signIn(page, TEST_WALLET_NAME)
  await fill(request, keypair.address)

  const second = await browser.newContext({ storageState: await first.storageState() })
  await installWallet(second, { keypair })
  const again = await second.newPage()
  await again.goto('/posts/' + process.env.POST)
  await live(again)
  await pay(again)
  await expect(again.getByText('It’s yours')).toBeVisible()
})

test('the demo wallet takes its key along', async ({ browser, request }) => {
  const first = await browser.newContext()
  const page = await first.newPage()
  await page.goto('/posts/' + process.env.POST)
  await signIn(page, 'Fonana demo wallet')
  const { wallet } = await (await page.request.get('/api/me')).json()
  await fill(request, wallet)
  const key = JSON.parse(JSON.stringify(await readDemoKey(page)))

  const second = await browser.newContext({ storageState: await first.storageState() })
  const again = await second.newPage()
  await again.goto('/healthz')
  await giveDemoKey(again, key)
  await again.goto('/posts/' + process.env.POST)
  await live(again)
  await pay(again)
  await expect(again.getByText('It’s yours')).toBeVisible()
})
`

test('a Playwright project of somebody else signs in and pays with the test wallet, by one import', async () => {
  const { id } = await newPost(await newCreator(), { priceLamports: 1_000_000 })
  const folder = mkdtempSync(join(tmpdir(), 'fonana-foreign-'))
  try {
    // As `npm install ../fonana` leaves it: links.
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(ROOT, join(folder, 'node_modules/fonana'))
    for (const name of ['@playwright', 'playwright', 'playwright-core']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name))
    }
    const use = { baseURL: siteUrl(), launchOptions, ignoreHTTPSErrors: true }
    const config = { testDir: '.', workers: 1, use, timeout: 60_000, expect: { timeout: 20_000 } }
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    writeFileSync(join(folder, 'playwright.config.js'), `export default ${JSON.stringify(config)}`)
    writeFileSync(join(folder, 'ours.spec.js'), SPEC)
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(ROOT, 'node_modules/playwright/cli.js'), 'test', '--reporter=line'],
      { cwd: folder, env: { ...bareEnvironment(), POST: id } },
    ).catch((error: { stdout?: string }) => ({ stdout: String(error.stdout) }))
    expect(stdout).toContain('2 passed')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
