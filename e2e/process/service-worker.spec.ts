import { rmSync } from 'node:fs'
import { request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RunningServer, startServer } from '../../tests/support/e2e/server'
import { expect, type Page, test } from '../../tests/support/e2e/story'

let server: RunningServer

test.beforeAll(async () => {
  server = await startServer()
})

test.afterAll(async () => {
  await server.stop()
  rmSync(server.dataDir, { recursive: true, force: true })
})

/** The same site again, as after a deployment. */
async function startAgain(env: Record<string, string> = {}): Promise<void> {
  server = await startServer({ port: server.port, dataDir: server.dataDir, env })
}

/** From here on the pages of this browser are controlled by a service worker that has all it needs. */
async function visitOnce(page: Page, url = server.url): Promise<void> {
  await page.goto(url)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload()
  await expect.poll(() => workerOf(page)).toBe('activated')
}

const workerOf = (page: Page) => page.evaluate(() => navigator.serviceWorker.controller?.state ?? null)

/** Caches by name, each with the paths in it. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys()
    const paths = await Promise.all(
      names.map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname),
      ),
    )
    return Object.fromEntries(names.map((name, index) => [name, paths[index] ?? []]))
  })

test('without a connection a page says so, and opens by itself when it is back', async ({ page }) => {
  await visitOnce(page)
  await server.stop('SIGKILL')
  await page.goto(`${server.url}/creators?query=nobody`)
  await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Still no connection.')).toBeVisible()

  await startAgain()
  await expect(page.getByText('No creators for “nobody”')).toBeVisible()
  expect(page.url()).toBe(`${server.url}/creators?query=nobody`)
})

test('a new build takes over, and nothing is left of the one before', async ({ page }) => {
  const site = await serveBuilds()
  await visitOnce(page, site.url)
  const [before = ''] = Object.keys(await kept(page))
  const filesOf = async () => (await kept(page))[before] ?? []
  const isBuilt = (path: string) => path.startsWith('/_next/static/')
  await expect.poll(async () => (await filesOf()).filter(isBuilt).length).toBeGreaterThan(3)
  const files = await filesOf()
  expect(files).toContain('/offline')
  expect(files.filter((path) => path !== '/offline' && !isBuilt(path))).toEqual([])

  site.deploy('another')
  await page.goto(`${site.url}/creators`)
  await expect.poll(async () => Object.keys(await kept(page))).not.toContain(before)
  expect(Object.keys(await kept(page))).toEqual(['fonana-another'])
  await expect.poll(() => workerOf(page)).toBe('activated')
  site.close()
})

/** The site at an address of its own, where a build can be given out as another one. */
async function serveBuilds() {
  let build: string | null = null
  const front = createServer((incoming, outgoing) => {
    const { method, url: path = '/', headers } = incoming
    if (build !== null && path === '/sw.js') {
      void fetch(server.url + path).then(async (answer) => {
        outgoing.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' })
        outgoing.end((await answer.text()).replace(/fonana-[0-9a-f]+/, `fonana-${build}`))
      })
      return
    }
    const onward = ask(server.url + path, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => front.listen(0, 'localhost', resolve))
  return {
    url: `http://localhost:${(front.address() as AddressInfo).port}`,
    deploy(name: string) {
      build = name
    },
    close() {
      front.close()
      front.closeAllConnections()
    },
  }
}

test('one deployment takes it away, with all that it kept', async ({ page }) => {
  await visitOnce(page)
  await server.stop()
  await startAgain({ SERVICE_WORKER: 'off' })
  await page.goto(server.url)
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length))
    .toBe(0)
  expect(await kept(page)).toEqual({})
  await page.goto(`${server.url}/creators`)
  expect(await workerOf(page)).toBeNull()
})
