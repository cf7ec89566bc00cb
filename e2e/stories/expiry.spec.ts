import { rmSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import sharp from 'sharp'
import { buyByScript, fund, signInByScript, uploadPicture } from '../../tests/support/e2e/api'
import { changeData } from '../../tests/support/e2e/data'
import { newCreator, newPerson, newPost, visitSignedIn } from '../../tests/support/e2e/people'
import { type RunningServer, startServer } from '../../tests/support/e2e/server'
import { expect, type Page, test } from '../../tests/support/e2e/story'

/** Time to open the pages before the period ends, beside that of the start. */
const LEFT_MS = 8_000

let server: RunningServer
/** How long a server takes to start here. */
let startMs: number

test.beforeAll(async () => {
  const from = Date.now()
  server = await startServer({ env: { RATE_LIMIT: 'off' } })
  startMs = Date.now() - from
})
test.afterAll(async () => {
  await server.stop()
  rmSync(server.dataDir, { recursive: true, force: true })
})

/** A period is 30 days, and the server's clock is that of the machine: the end is moved while the server is down. */
async function letPeriodsEnd(): Promise<Date> {
  const { dataDir, port } = server
  await server.stop()
  const at = new Date(Date.now() + 2 * startMs + LEFT_MS)
  await changeData(dataDir, sql`update subscriptions set current_period_end = ${at.toISOString()}`)
  server = await startServer({ env: { RATE_LIMIT: 'off' }, dataDir, port })
  return at
}

/** Neither on the page, nor in its source, nor in what the page keeps. */
async function expectNowhere(page: Page, text: string): Promise<void> {
  await expect(page.getByText(text)).toHaveCount(0)
  expect(await page.content()).not.toContain(text)
}

test('a post that is being read locks itself when the membership ends, with a connection and without', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const creator = await newCreator(await signInByScript(server.url))
  const image = await uploadPicture(server.url, creator.user, await pixel())
  const { id, body } = await newPost(creator, {
    minTier: 'basic',
    title: 'While it lasts',
    mediaIds: [image],
  })
  const here = await newPerson(browser, { site: server.url })
  const away = await newPerson(browser, { site: server.url, sameAs: here, phone: true })
  await fund(server.url, here.holder.keypair.address)
  const script = await here.api()
  await buyByScript(script, { kind: 'subscription', creatorId: creator.user.id, tier: 'basic' })
  await creator.user.call('POST', `/api/posts/${id}/comments`, { body: 'Only among ourselves' })
  for (const person of [here, away]) await visitSignedIn(person, '/')

  const end = await letPeriodsEnd()
  for (const { page } of [here, away]) {
    await page.goto(`/posts/${id}`)
    await expect(page.getByText(body)).toBeVisible()
    await expect(page.getByText('Only among ourselves')).toBeVisible()
    await expect(page.locator(`img[src="/api/media/${image}"]`)).toHaveCount(1)
    await page.evaluate(() => Object.assign(window, { notReloaded: true }))
  }
  await away.context.setOffline(true)
  expect(Date.now()).toBeLessThan(end.getTime())

  for (const { page } of [here, away]) {
    await expect(page.getByText('Your membership has ended')).toBeVisible({ timeout: 2 * startMs + LEFT_MS })
    expect(Date.now()).toBeGreaterThanOrEqual(end.getTime())
    await expectNowhere(page, body)
    await expectNowhere(page, 'Only among ourselves')
    await expect(page.locator(`img[src="/api/media/${image}"]`)).toHaveCount(0)
    await expect(page.getByText('The conversation opens with the post.')).toBeVisible()
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true)
  }
  expect((await here.page.request.get(`/api/media/${image}`)).status()).toBe(403)

  await here.page.getByRole('button', { name: 'Renew Bench' }).click()
  await here.page.getByRole('button', { name: 'Pay 0.02 SOL' }).click()
  await here.page.getByRole('button', { name: 'Start reading' }).click()
  await expect(here.page.getByText(body)).toBeVisible()
  await away.context.setOffline(false)
  await expect(away.page.getByText(body)).toBeVisible()
})

async function pixel(): Promise<Uint8Array> {
  const picture = sharp({ create: { width: 640, height: 400, channels: 3, background: '#c96' } })
  return picture.png().toBuffer()
}
