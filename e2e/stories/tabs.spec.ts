import { rmSync } from 'node:fs'
import { buyByScript, signInByScript } from '../../tests/support/e2e/api'
import {
  expectLive,
  fillWallet,
  newCreator,
  newPerson,
  newPost,
  type Person,
  siteUrl,
  visitSignedIn,
} from '../../tests/support/e2e/people'
import { startServer } from '../../tests/support/e2e/server'
import { type Browser, expect, type Page, test, type WebSocket } from '../../tests/support/e2e/story'

interface Tabs {
  person: Person
  pages: Page[]
  /** The page of each connection that is open now. */
  connections(): Page[]
}

/** Three tabs of one person at the same address, signed in. */
async function openTabs(browser: Browser, path: string, site?: string): Promise<Tabs> {
  const person = await newPerson(browser, { ...(site && { site }) })
  const open = new Map<WebSocket, Page>()
  const watch = (page: Page) =>
    page.on('websocket', (socket) => {
      open.set(socket, page)
      socket.on('close', () => open.delete(socket))
    })
  const pages = [person.page, await person.context.newPage(), await person.context.newPage()]
  for (const page of pages) watch(page)
  await visitSignedIn(person, path)
  for (const page of pages.slice(1)) {
    await page.goto(path)
    await expectLive(page)
  }
  return { person, pages, connections: () => [...open.values()].filter((page) => !page.isClosed()) }
}

const expectLikes = async (pages: Page[], count: number) => {
  for (const page of pages) {
    await expect(page.getByRole('button', { name: `Like, ${count} so far` })).toBeVisible()
  }
}

test('three tabs have one connection, and closing or freezing the tab that has it loses nothing', async ({
  browser,
}) => {
  const creator = await newCreator()
  const { id, body } = await newPost(creator, { priceLamports: 50_000_000 })
  const { person, pages, connections } = await openTabs(browser, `/posts/${id}`)
  const like = async () => (await signInByScript(siteUrl())).call('PUT', `/api/posts/${id}/like`)
  await expect.poll(() => connections().length).toBe(1)

  await like()
  await expectLikes(pages, 1)
  await fillWallet(person)
  await buyByScript(await person.api(), { kind: 'post', postId: id })
  for (const page of pages) await expect(page.getByText(body)).toBeVisible()
  await expect.poll(() => connections().length).toBe(1)

  const [leader] = connections()
  await leader?.close()
  const rest = pages.filter((page) => page !== leader)
  await like()
  await expectLikes(rest, 2)
  await like()
  await expectLikes(rest, 3)
  await expect.poll(() => connections().length).toBe(1)

  const [frozen] = connections()
  const [seen] = rest.filter((page) => page !== frozen)
  if (frozen === undefined || seen === undefined) throw new Error('there is no leader')
  const session = await person.context.newCDPSession(frozen)
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  await like()
  await expectLikes([seen], 4)
  await session.send('Page.setWebLifecycleState', { state: 'active' })
  await like()
  await expectLikes([seen, frozen], 5)
  await expect.poll(() => connections().length).toBe(1)
})

test('all tabs come back from a lost network and leave with the session', async ({ browser }) => {
  const creator = await newCreator()
  const { id } = await newPost(creator)
  const { person, pages, connections } = await openTabs(browser, `/posts/${id}`)
  await person.context.setOffline(true)
  for (const page of pages) await expect(page.getByText('You are offline.')).toBeVisible()
  await creator.user.call('PUT', `/api/posts/${id}/like`)
  await person.context.setOffline(false)
  await expectLikes(pages, 1)
  for (const page of pages) await expect(page.getByText('You are offline.')).toBeHidden()
  await expect.poll(() => connections().length).toBe(1)

  await person.page.getByRole('button', { name: /^Account of/ }).click()
  await person.page.getByRole('button', { name: 'Sign out' }).click()
  for (const page of pages) {
    await expect(page.getByRole('button', { name: 'Sign in' }).first()).toBeVisible()
  }
  await expect.poll(() => connections().length).toBe(0)
})

test('all tabs come back to a server that was killed, and have missed nothing', async ({ browser }) => {
  const server = await startServer()
  const creator = await newCreator(await signInByScript(server.url))
  const { id } = await newPost(creator)
  const { pages, connections } = await openTabs(browser, `/posts/${id}`, server.url)
  await creator.user.call('PUT', `/api/posts/${id}/like`)
  await server.stop('SIGKILL')
  for (const page of pages) await expect(page.getByText('Reconnecting.')).toBeVisible()
  const again = await startServer({ dataDir: server.dataDir, port: server.port })
  await (await signInByScript(again.url)).call('PUT', `/api/posts/${id}/like`)
  await expectLikes(pages, 2)
  await expect.poll(() => connections().length).toBe(1)
  await again.stop()
  rmSync(server.dataDir, { recursive: true, force: true })
})
