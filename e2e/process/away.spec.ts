import { rmSync } from 'node:fs'
import { signInByScript } from '../../tests/support/e2e/api'
import { untilAwake } from '../../tests/support/e2e/people'
import { startServer } from '../../tests/support/e2e/server'
import { expect, test } from '../../tests/support/e2e/story'

test('a server that starts again in the middle of a click: the page stays, says so, and goes on by itself', async ({
  page,
}) => {
  let server = await startServer()
  const author = await signInByScript(server.url)
  await author.call('POST', '/api/me/creator', { handle: 'away', displayName: 'Somebody Away' })
  const { id } = await author.call<{ id: string }>('POST', '/api/posts', {
    title: 'Seen',
    body: 'In the feed',
  })
  await author.call('POST', `/api/posts/${id}/comments`, { body: 'Not seen yet' })
  await author.call('POST', '/api/posts', { title: 'Another', body: 'By which the page of a post is there' })
  await page.goto(server.url)
  const link = page.getByRole('link', { name: 'Seen', exact: true })
  await page.getByRole('link', { name: 'Another', exact: true }).click()
  await expect(page).toHaveURL(/posts/)
  await expect(page.getByRole('heading', { name: 'Another', level: 1 })).toBeVisible()
  await page.goBack()
  await expect(link).toBeVisible()
  await page.evaluate(() => Object.assign(window, { isSame: true }))

  await server.stop('SIGKILL')
  await link.click()
  await expect(page).toHaveURL(`${server.url}/posts/${id}`)
  await expect(page.getByText('In the feed')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()

  server = await startServer({ port: server.port, dataDir: server.dataDir })
  await expect(page.getByText('Not seen yet')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  expect(await page.evaluate(() => (window as { isSame?: boolean }).isSame)).toBe(true)
  await server.stop()
  rmSync(server.dataDir, { recursive: true, force: true })
})

test('a page whose files are not there yet opens by itself when the server is back', async ({ page }) => {
  let server = await startServer()
  await page.goto(server.url)
  // Before it has come to life a link is the browser's.
  await untilAwake(page)
  await page.evaluate(() => Object.assign(window, { isSame: true }))
  await server.stop('SIGKILL')

  await page.getByRole('link', { name: 'Explore', exact: true }).first().click()
  await expect(page.getByText('opens by itself when it is back')).toBeVisible()
  expect(new URL(page.url()).pathname).toBe('/')

  server = await startServer({ port: server.port, dataDir: server.dataDir })
  await expect(page).toHaveURL(`${server.url}/explore`)
  await expect(page.getByRole('heading', { name: 'Explore', level: 1 })).toBeVisible()
  expect(await page.evaluate(() => (window as { isSame?: boolean }).isSame)).toBe(true)
  await server.stop()
  rmSync(server.dataDir, { recursive: true, force: true })
})
