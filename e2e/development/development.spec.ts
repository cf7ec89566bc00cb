import { rmSync } from 'node:fs'
import { signInByScript } from '../../tests/support/e2e/api'
import { expectLikeToReachSocket } from '../../tests/support/e2e/like-reaches-socket'
import { type RunningServer, startServer } from '../../tests/support/e2e/server'
import { openSocket } from '../../tests/support/e2e/socket'
import { expect, test } from '../../tests/support/e2e/story'
import { copySite, type SiteCopy } from './site-copy'

const PAGE = 'components/shell/wordmark.tsx'
const ROUTE = 'app/healthz/route.ts'

let site: SiteCopy
let server: RunningServer

test.beforeAll(async () => {
  site = copySite()
  server = await startServer({ mode: 'dev', root: site.folder })
})

test.afterAll(async () => {
  await server.stop('SIGKILL')
  rmSync(server.dataDir, { recursive: true, force: true })
  site.remove()
})

test('an event published by a route handler reaches a socket in development', async () => {
  await expectLikeToReachSocket(server)
})

test('an edit of a route counts without a restart, and one that cannot be built changes nothing', async () => {
  const health = async () => (await fetch(`${server.url}/healthz`)).text()
  site.edit(ROUTE, "status: 'ok'", "status: 'ok', edited: true")
  await expect.poll(health).toBe('{"status":"ok","edited":true}')
  site.edit(ROUTE, "status: 'ok'", "status: 'ok'")
  await expect.poll(health).toBe('{"status":"ok"}')
  site.edit(ROUTE, "status: 'ok'", 'status:')
  await expect.poll(() => server.output()).toContain('the API cannot be built')
  expect(await health()).toBe('{"status":"ok"}')
})

test('an edit shows without a reload, and the socket stays open meanwhile', async ({ page }) => {
  const user = await signInByScript(server.url)
  const socket = await openSocket(server.wsUrl, user.token)
  await socket.next('connected')

  await page.goto(server.url)
  const mark = page.getByText('fonana', { exact: true }).first()
  await expect(mark).toBeVisible()
  await page.evaluate(() => Object.assign(window, { notReloaded: true }))

  // Next loses an edit that falls between the page and its hot reload, and tells no page when it listens: then the next shows.
  let edits = 0
  await expect(async () => {
    edits += 1
    site.edit(PAGE, /\bfonana(?=\s*<)/, `fonana edited ${edits}`)
    await expect(page.getByText(`fonana edited ${edits}`).first()).toBeVisible()
  }).toPass({ timeout: 120_000 })
  expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true)

  expect(socket.isOpen()).toBe(true)
  socket.send({ type: 'ping' })
  await socket.next('pong')
})
