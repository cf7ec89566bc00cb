import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { signInByScript } from '../support/api'
import { type RunningServer, startServer } from '../support/server'
import { openSocket } from '../support/socket'
import { expectLikeToReachSocket } from './like-reaches-socket'

/** A file of the page shell, edited and put back. */
const EDITED = fileURLToPath(new URL('../../components/shell/wordmark.tsx', import.meta.url))

let server: RunningServer
const original = readFileSync(EDITED, 'utf8')
const restore = () => writeFileSync(EDITED, original)

test.describe.configure({ timeout: 180_000 })

test.beforeAll(async () => {
  process.once('exit', restore)
  server = await startServer({ mode: 'dev' })
})

test.afterAll(async () => {
  restore()
  process.off('exit', restore)
  await server.stop('SIGKILL')
  rmSync(server.dataDir, { recursive: true, force: true })
})

test('an event published by a route handler reaches a socket in development', async () => {
  await expectLikeToReachSocket(server)
})

test('an edit shows without a reload, and the socket stays open meanwhile', async ({ page }) => {
  const user = await signInByScript(server.url)
  const socket = await openSocket(server.wsUrl, user.token)
  await socket.next('connected')

  // Next loses an edit that falls between the page and its hot reload: the edit waits until that is connected.
  const hotReload = page.waitForEvent('websocket', (opened) => opened.url().includes('/_next/hmr'))
  const inSync = hotReload.then((opened) =>
    opened.waitForEvent('framereceived', ({ payload }) => String(payload).includes('"type":"sync"')),
  )
  await page.goto(server.url)
  await inSync
  const mark = page.getByText('fonana', { exact: true }).first()
  await expect(mark).toBeVisible()
  await page.evaluate(() => Object.assign(window, { notReloaded: true }))

  writeFileSync(EDITED, original.replace('>fonana<', '>fonana edited<'))
  await expect(page.getByText('fonana edited').first()).toBeVisible({ timeout: 60_000 })
  expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true)

  expect(socket.isOpen()).toBe(true)
  socket.send({ type: 'ping' })
  await socket.next('pong')
})
