// Prints how long after the ledger has confirmed a payment the buyer sees what they paid for: buyers, each with a page of
// a locked post open in Chromium, pay at the same moment, again and again. Takes how many purchases, and how many of
// them at a time: 1,000 and 8. First on the embedded database, then on Postgres where one answers. The yardstick is a
// plain fetch of the same post by the same page, once it is quiet.
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { newKeypair } from '../lib/ledger/keypair'
import { createPostgresDatabase } from '../tests/support/database/postgres'
import { type ApiUser, buyByScript, fund, signInByScript } from '../tests/support/e2e/api'
import { launchOptions } from '../tests/support/e2e/browser'
import { type RunningServer, startServer } from '../tests/support/e2e/server'
import { quantileOf, quantiles } from './quantiles'

const PURCHASES = Number(process.argv[2] ?? 1_000)
const AT_ONCE = Number(process.argv[3] ?? 8)
const WARM_UP_ROUNDS = 3

interface Buyer {
  user: ApiUser
  context: BrowserContext
  page: Page
}

interface Delays {
  toAnswer: number[]
  toScreen: number[]
  plainFetch: number[]
}

console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`,
)
const browser = await chromium.launch(launchOptions)
try {
  await measureOn('embedded database', {})
  const postgres = await createPostgresDatabase().catch(() => null)
  if (postgres === null) console.log('Postgres: nobody answers, left out')
  else {
    await measureOn('Postgres', {
      DATABASE_URL: postgres.url,
      JWT_SECRET: randomBytes(32).toString('base64url'),
      PLATFORM_WALLET: newKeypair().address,
      LEDGER: 'embedded',
    })
    await postgres.drop()
  }
} finally {
  await browser.close()
}

async function measureOn(name: string, env: Record<string, string>): Promise<void> {
  const server = await startServer({ env: { ...env, RATE_LIMIT: 'off' } })
  try {
    const author = await signInByScript(server.url)
    await author.call('POST', '/api/me/creator', { handle: `bench${Date.now()}`, displayName: 'Bench' })
    const buyers = await Promise.all(Array.from({ length: AT_ONCE }, () => makeBuyer(server, browser)))
    const delays: Delays = { toAnswer: [], toScreen: [], plainFetch: [] }
    const rounds = Math.ceil(PURCHASES / AT_ONCE)
    for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
      await buyAtOnce(server, author, buyers, round < 0 ? null : delays)
    }
    for (const { context } of buyers) await context.close()
    report(name, delays)
  } finally {
    await server.stop()
    rmSync(server.dataDir, { recursive: true, force: true })
  }
}

async function makeBuyer({ url }: RunningServer, chromium: Browser): Promise<Buyer> {
  const user = await signInByScript(url)
  await fund(url, user.wallet.address, 500_000_000_000)
  const context = await chromium.newContext()
  // tsx marks functions with a helper that pages do not have.
  await context.addInitScript('globalThis.__name = (value) => value')
  await context.addCookies([{ name: 'fonana_session', value: user.token, url }])
  return { user, context, page: await context.newPage() }
}

async function buyAtOnce(
  { url }: RunningServer,
  author: ApiUser,
  buyers: readonly Buyer[],
  delays: Delays | null,
): Promise<void> {
  const posts = await Promise.all(
    buyers.map((_, index) =>
      author.call<{ id: string }>('POST', '/api/posts', {
        title: 'x',
        body: `opened-${index}`,
        priceLamports: 1_000_000,
      }),
    ),
  )
  const shown = await Promise.all(
    buyers.map(async ({ page }, index) => {
      await page.goto(`${url}/posts/${posts[index]?.id}`)
      await page.locator('[data-live="live"]').first().waitFor({ state: 'attached' })
      // Somebody who reads: the page has everything it wanted.
      await page.waitForLoadState('networkidle')
      return page.evaluateHandle(waitForText, `opened-${index}`)
    }),
  )
  const bought = await Promise.all(
    buyers.map(async ({ user }, index) => {
      const { id } = await buyByScript(user, { kind: 'post', postId: posts[index]?.id })
      return { id, answeredAt: Date.now() }
    }),
  )
  for (const [index, { user, page }] of buyers.entries()) {
    const seenAt = await shown[index]?.evaluate(({ seen }) => seen)
    const { payments } = await user.call<{ payments: { executedAt: string }[] }>(
      'GET',
      `/api/purchases/${bought[index]?.id}/receipt`,
    )
    const fetchMs = await page.evaluate(fetchPost, posts[index]?.id ?? '')
    const confirmedAt = Date.parse(payments[0]?.executedAt ?? '')
    delays?.toAnswer.push((bought[index]?.answeredAt ?? Number.NaN) - confirmedAt)
    delays?.toScreen.push((seenAt ?? Number.NaN) - confirmedAt)
    delays?.plainFetch.push(fetchMs)
  }
}

/** In the page: when the text is there to be painted, in milliseconds since 1970. */
function waitForText(text: string): { seen: Promise<number> } {
  const seen = new Promise<number>((resolve) => {
    const look = () => {
      if (!document.body.textContent?.includes(text)) return
      observer.disconnect()
      resolve(performance.timeOrigin + performance.now())
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, { childList: true, subtree: true, characterData: true })
    look()
  })
  return { seen }
}

/** In the page. */
async function fetchPost(postId: string): Promise<number> {
  const startedAt = performance.now()
  await (await fetch(`/api/posts/${postId}`)).text()
  return performance.now() - startedAt
}

function report(name: string, { toAnswer, toScreen, plainFetch }: Delays): void {
  console.log(
    `\n${name}: ${toScreen.length} purchases, ${AT_ONCE} at a time, load ${loadavg()[0]?.toFixed(1)}`,
  )
  console.log(`  confirmed on the ledger → submit answered     ${quantiles(toAnswer)}`)
  console.log(`  confirmed on the ledger → open on the screen  ${quantiles(toScreen)}`)
  console.log(`  yardstick, a fetch of the post in the page    ${quantiles(plainFetch)}`)
  const ratio = quantileOf(toScreen, 0.5) / quantileOf(plainFetch, 0.5)
  console.log(`  ratio of the medians                          ${ratio.toFixed(1)}`)
}
