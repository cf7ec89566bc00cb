import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { topPosition } from '@/lib/db/event-log'
import { formatPosition } from '@/lib/schema/positions'
import { Browser, type Tab } from '@/tests/support/client/tabs'
import {
  connectAs,
  emitCount,
  startTestServer,
  type TestServer,
} from '@/tests/support/realtime/realtime-server'

/** How long a token lasts here. */
const HOUR_MS = 3_600_000

let server: TestServer
let userId: string
let postId: string
let browser: Browser

beforeAll(async () => {
  server = await startTestServer({ timing: { tickMs: 50, reconnectWindowMs: 100 } })
  return () => server.stop()
})
beforeEach(async () => {
  userId = server.authorization.addUser()
  postId = server.authorization.addPost()
  browser = new Browser(server, userId)
  browser.token = await server.authorization.token(userId, { sessionKey: browser.sessionKey })
})
afterEach(() => {
  browser.close()
  vi.useRealTimers()
})

const channel = () => `post:${postId}`
const top = async () => formatPosition(await topPosition(server.db.read, channel()))
const like = (count: number) => emitCount(server.db, postId, count)

/** Tabs that hear the channel from its start, on one connection. */
async function openTabs(count: number): Promise<Tab[]> {
  const tabs = Array.from({ length: count }, () => browser.open())
  for (const tab of tabs) tab.socket.subscribe(channel(), '0.0')
  for (const tab of tabs) await tab.untilLive()
  return tabs
}

describe('tabs of one user', () => {
  it('have one connection, and each hears everything once', async () => {
    const tabs = await openTabs(3)
    await like(1)
    await like(2)
    for (const tab of tabs) await tab.untilCounts([1, 2])
    expect(browser.connections()).toHaveLength(1)
  })

  it('are told what they missed, each from where it stands, and nobody twice', async () => {
    await like(1)
    const older = await top()
    await like(2)
    const [first] = await openTabs(1)
    await first?.untilCounts([1, 2])
    const second = browser.open()
    second.socket.subscribe(channel(), older)
    await second.untilCounts([2])
    const third = browser.open()
    third.socket.subscribe(channel(), await top())
    await third.untilLive()
    await like(3)
    await first?.untilCounts([1, 2, 3])
    await second.untilCounts([2, 3])
    await third.untilCounts([3])
    expect([first, second, third].flatMap((tab) => tab?.gaps)).toEqual([])
    expect(browser.connections()).toHaveLength(1)
  })

  it('do not ask the server for what the connection has already', async () => {
    const [first, second] = await openTabs(2)
    await like(1)
    await first?.untilCounts([1])
    second?.socket.subscribe(channel(), await top())
    await like(2)
    await second?.untilCounts([1, 2])
    const asked = browser.leader.sent.filter((text) => text.includes('"subscribe"'))
    expect(asked).toHaveLength(1)
  })

  it('leave a channel when the last of them does', async () => {
    const tabs = await openTabs(2)
    const stops = tabs.map((tab) => tab.socket.subscribe(`post:${server.authorization.addPost()}`, '0.0'))
    const unsubscribed = () => browser.leader.sent.filter((text) => text.includes('"unsubscribe"'))
    stops[0]?.()
    stops[1]?.()
    await vi.waitFor(() => expect(unsubscribed()).toHaveLength(2), { timeout: 5_000 })
    await like(1)
    for (const tab of tabs) await tab.untilCounts([1])
  })

  it('renew their token before it ends and are not interrupted', async () => {
    const tabs = await openTabs(3)
    const [connection] = browser.connections()
    const notRenewed = await connectAs(server, userId)
    const end = Date.now() + HOUR_MS
    vi.setSystemTime(end - 4 * 60_000)
    for (const tab of tabs) tab.signal('visible')
    await vi.waitFor(() => expect(browser.leader.heard).toContain('authenticated'), { timeout: 8_000 })
    vi.setSystemTime(end)
    expect(await notRenewed.closed).toMatchObject({ reason: 'Token expired' })
    await like(1)
    for (const tab of tabs) await tab.untilCounts([1])
    expect(browser.connections()).toEqual([connection])
  })
})

describe('when the tab that leads', () => {
  it('is closed, the others go on and have missed nothing', async () => {
    await openTabs(3)
    const [leader, followers] = [browser.leader, browser.followers()]
    await like(1)
    for (const tab of followers) await tab.untilCounts([1])
    leader.signal('left')
    await like(2)
    for (const tab of followers) await tab.untilCounts([1, 2])
    await like(3)
    for (const tab of followers) await tab.untilCounts([1, 2, 3])
    await vi.waitFor(() => expect(browser.connections()).toHaveLength(1), 5_000)
    expect(followers.flatMap((tab) => tab.gaps)).toEqual([])
  })

  it('comes back from the back/forward cache, it is told what it missed', async () => {
    await openTabs(2)
    const leader = browser.leader
    await like(1)
    await leader.untilCounts([1])
    leader.signal('left')
    await like(2)
    leader.signal('back')
    await leader.untilCounts([1, 2])
    await vi.waitFor(() => expect(browser.connections()).toHaveLength(1), 5_000)
  })

  it('is frozen, another takes over, and the frozen one follows when it wakes up', async () => {
    await openTabs(3)
    const [leader, followers] = [browser.leader, browser.followers()]
    await like(1)
    for (const tab of [leader, ...followers]) await tab.untilCounts([1])
    leader.freeze()
    await like(2)
    for (const tab of followers) tab.signal('visible')
    for (const tab of followers) await tab.untilCounts([1, 2])
    await like(3)
    for (const tab of followers) await tab.untilCounts([1, 2, 3])
    leader.thaw()
    await leader.untilCounts([1, 2, 3])
    await like(4)
    for (const tab of [leader, ...followers]) await tab.untilCounts([1, 2, 3, 4])
    await vi.waitFor(() => expect(browser.connections()).toHaveLength(1), { timeout: 5_000 })
  })

  it('loses its connection, all come back and have missed nothing', async () => {
    const tabs = await openTabs(3)
    await like(1)
    for (const tab of tabs) await tab.untilCounts([1])
    browser.connections()[0]?.terminate()
    await like(2)
    for (const tab of tabs) await tab.untilCounts([1, 2])
    expect(browser.connections()).toHaveLength(1)
  })
})

describe('a tab', () => {
  it('that crashes is not served for ever', async () => {
    const tabs = await openTabs(2)
    const [leader, follower] = [browser.leader, browser.followers()[0]]
    const own = `post:${server.authorization.addPost()}`
    follower?.socket.subscribe(own, '0.0')
    await vi.waitFor(() => expect(leader.sent.some((text) => text.includes(own))).toBe(true), 5_000)
    // Nothing is said any more, and the browser lets go of the locks.
    follower?.freeze()
    follower?.locks.crash()
    await vi.waitFor(
      () => expect(leader.sent.some((text) => text.includes('"unsubscribe"'))).toBe(true),
      5_000,
    )
    expect(tabs).toHaveLength(2)
  })

  it('whose locks come late is not taken for one that has crashed', async () => {
    await openTabs(1)
    const late = browser.open(userId, 100)
    late.socket.subscribe(channel(), '0.0')
    await late.untilLive()
    await like(1)
    await late.untilCounts([1])
    expect(browser.connections()).toHaveLength(1)
  })

  it('of another user has its own connection and hears nothing of the others', async () => {
    await openTabs(2)
    const stranger = server.authorization.addUser()
    browser.token = await server.authorization.token(stranger)
    const other = browser.open(stranger)
    await other.untilLive()
    other.socket.subscribe(`user:${stranger}`, '0.0')
    await like(1)
    for (const tab of browser.tabs.slice(0, 2)) await tab.untilCounts([1])
    expect(other.events).toEqual([])
    expect(browser.connections()).toHaveLength(2)
  })

  it('whose user is no longer the one of the session gets nothing of the new one, and finds out', async () => {
    const stranger = server.authorization.addUser()
    browser.token = await server.authorization.token(stranger)
    const tabs = [browser.open(), browser.open()]
    for (const tab of tabs) await vi.waitFor(() => expect(tab.sessionChecks).toBeGreaterThan(0), 5_000)
    for (const tab of tabs) expect(tab.socket.status).not.toBe('live')
  })

  it('that is signed out takes all with it', async () => {
    const tabs = await openTabs(3)
    browser.token = ''
    await server.db.transact(async (tx) => tx.emit('session_ended', { sessionKey: browser.sessionKey }, {}))
    for (const tab of tabs) await vi.waitFor(() => expect(tab.socket.status).toBe('signed-out'), 5_000)
    expect(browser.connections()).toHaveLength(0)
  })
})
