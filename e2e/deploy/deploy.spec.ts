import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import WebSocket from 'ws'
import { signInByScript } from '../../tests/support/e2e/api'
import { expectLive, newCreator, newPerson, newPost, signIn, siteUrl } from '../../tests/support/e2e/people'
import { openSocket } from '../../tests/support/e2e/socket'
import { expect, test } from '../../tests/support/e2e/story'
import { Pm2 } from './pm2'

const { folder, ports } = JSON.parse(process.env.FONANA_DEPLOY ?? '{}') as {
  folder: string
  ports: { app: number; socket: number }
}
const wsUrl = () => `${siteUrl().replace('https', 'wss')}/ws`
const log = (name: string) => readFileSync(join(folder, 'logs', name), 'utf8')

test('plain http leads to https', async () => {
  const reply = await fetch(`${process.env.FONANA_HTTP_URL}/creators?x=1`, { redirect: 'manual' })
  expect(reply.status).toBe(301)
  expect(reply.headers.get('location')).toMatch(/^https:\/\/localhost\/creators\?x=1$/)
})

test('the socket says no to strangers through nginx too, and knows where they come from', async () => {
  const ws = new WebSocket(wsUrl(), { headers: { 'x-forwarded-for': '203.0.113.9' } })
  const code = await new Promise((resolve) => ws.on('close', resolve))
  expect(code).toBe(1008)
  await expect
    .poll(() => log('fonana-ws.log'))
    .toMatch(/"outcome":"refused","reason":"no_token".*"ip":"127\.0\.0\.1"/)
  expect(log('fonana-ws.log')).not.toContain('203.0.113.9')
})

test('behind a CDN the addresses are those of its users', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.9' }
  const ws = new WebSocket(wsUrl(), { headers, localAddress: '127.0.0.2' })
  expect(await new Promise((resolve) => ws.on('close', resolve))).toBe(1008)
  await expect.poll(() => log('fonana-ws.log')).toContain('"ip":"203.0.113.9"')
})

test('a token in the address is written to no log', async () => {
  const user = await signInByScript(siteUrl())
  const ws = new WebSocket(`${wsUrl()}?token=${user.token}`)
  await new Promise((resolve) => ws.once('message', resolve))
  ws.close()
  await expect.poll(() => log('fonana.access.log')).toContain('"GET /ws HTTP/1.1" 101')
  for (const name of ['fonana.access.log', 'fonana.error.log', 'fonana-1.log', 'fonana-ws.log', 'main.log']) {
    expect(log(name), name).not.toContain(user.token.split('.')[2])
  }
})

test('the session cookie is for https only, and the pages ask for it for ever', async () => {
  const reply = await fetch(siteUrl())
  expect(reply.headers.get('strict-transport-security')).toContain('max-age=')
})

test('a killed socket process comes back, and the page with it, without missing anything', async ({
  browser,
}) => {
  const pm2 = new Pm2(folder, ports)
  const creator = await newCreator()
  const { id } = await newPost(creator)
  const reader = await newPerson(browser)
  await reader.page.goto(`/posts/${id}`)
  await signIn(reader.page)
  const fan = await (await newPerson(browser)).api()

  const before = await pm2.process('fonana-ws')
  process.kill(before.pid, 'SIGKILL')
  await fan.call('PUT', `/api/posts/${id}/like`)
  await expect.poll(async () => (await pm2.process('fonana-ws')).restarts).toBe(before.restarts + 1)
  await expect(reader.page.getByRole('button', { name: 'Like, 1 so far' })).toBeVisible({ timeout: 30_000 })
  await expectLive(reader.page)
  await fan.call('DELETE', `/api/posts/${id}/like`)
  await expect(reader.page.getByRole('button', { name: 'Like, 0 so far' })).toBeVisible()
})

test('a killed app comes back while the sockets stay', async () => {
  const pm2 = new Pm2(folder, ports)
  const user = await signInByScript(siteUrl())
  const socket = await openSocket(wsUrl(), user.token)
  await socket.next('connected')
  const before = await pm2.process('fonana-1')
  process.kill(before.pid, 'SIGKILL')
  await expect.poll(async () => (await fetch(`${siteUrl()}/readyz`)).status, { timeout: 30_000 }).toBe(200)
  expect((await pm2.process('fonana-1')).pid).not.toBe(before.pid)
  expect(socket.isOpen()).toBe(true)
  socket.close()
})
