import { expect, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { PublicEvent } from '@/lib/client/cache/reactions'
import type { Signal } from '@/lib/client/socket/browser-signals'
import type { LinkListener } from '@/lib/client/socket/link'
import { RealtimeSocket } from '@/lib/client/socket/socket'
import { SharedConnector, type TabChannel, type TabMessage } from '@/lib/client/tabs/shared-connector'
import { newId } from '@/lib/db/ids'
import { SUBPROTOCOL } from '@/lib/schema/socket-protocol'
import { type TabLocks, TestLocks } from '@/tests/support/client/locks'
import type { TestServer } from '@/tests/support/realtime/realtime-server'

/** What tabs have in common: locks, channels between them, the session's cookie. */
export class Browser {
  readonly locks = new TestLocks()
  readonly tabs: Tab[] = []
  readonly sessionKey = newId()
  token = ''
  readonly server: TestServer
  readonly userId: string

  constructor(server: TestServer, userId: string) {
    this.server = server
    this.userId = userId
  }

  open(asUser = this.userId, locksLateMs = 0): Tab {
    const tab = new Tab(this, locksLateMs)
    this.tabs.push(tab)
    tab.socket.start(asUser)
    return tab
  }

  /** Connections that are open, or about to be. */
  connections(): WebSocket[] {
    return this.tabs
      .flatMap((tab) => tab.connections)
      .filter((ws) => ws.readyState === WebSocket.OPEN || ws.readyState === WebSocket.CONNECTING)
  }

  get leader(): Tab {
    const leader = this.tabs.find((tab) => tab.connections.some((ws) => ws.readyState === WebSocket.OPEN))
    if (leader === undefined) throw new Error('nobody leads')
    return leader
  }

  followers(): Tab[] {
    return this.tabs.filter((tab) => tab !== this.leader)
  }

  close(): void {
    for (const tab of this.tabs) tab.close()
  }
}

export class Tab {
  readonly events: PublicEvent[] = []
  readonly gaps: string[] = []
  readonly connections: WebSocket[] = []
  readonly sent: string[] = []
  /** Types of the frames that came over its own connection. */
  readonly heard: string[] = []
  readonly #signals = new Set<(signal: Signal) => void>()
  readonly #channels = new Set<BroadcastChannel>()
  sessionChecks = 0
  renewals = 0
  isFrozen = false
  visible = true
  #asleep: (() => void)[] = []

  readonly locks: TabLocks
  readonly socket: RealtimeSocket

  readonly browser: Browser

  constructor(browser: Browser, locksLateMs: number) {
    this.browser = browser
    this.locks = browser.locks.ofTab(locksLateMs)
    this.socket = new RealtimeSocket({
      connect: (user) =>
        new SharedConnector({
          userId: user,
          openDirect: (listener) => this.#openDirect(listener),
          locks: this.locks,
          openChannel: (name) => this.#openChannel(name),
          isVisible: () => this.visible && !this.isFrozen,
          onVisible: (listener) => this.#listen((signal) => signal === 'visible' && listener()),
          random: () => 0,
        }),
      signals: {
        isOnline: () => true,
        isVisible: () => this.visible && !this.isFrozen,
        listen: (onSignal) => this.#listen(onSignal),
      },
      onEvent: (event) => this.events.push(event),
      onGap: (channel) => this.gaps.push(channel),
      checkSession: async () => {
        this.sessionChecks += 1
        return browser.token !== ''
      },
      renewToken: async () => {
        this.renewals += 1
        return browser.server.authorization.token(browser.userId, { sessionKey: browser.sessionKey })
      },
      random: () => 0,
    })
  }

  signal(signal: Signal): void {
    for (const listener of [...this.#signals]) listener(signal)
  }

  /** Nothing runs here any more; locks and connections stay. */
  freeze(): void {
    this.isFrozen = true
  }

  thaw(): void {
    this.isFrozen = false
    for (const task of this.#asleep.splice(0)) task()
    this.signal('visible')
  }

  close(): void {
    this.socket.stop()
    for (const channel of this.#channels) channel.close()
    for (const ws of this.connections) ws.terminate()
  }

  untilLive(): Promise<void> {
    return vi.waitFor(() => expect(this.socket.status).toBe('live'), { timeout: 8_000 })
  }

  counts(): number[] {
    return this.events.flatMap((event) =>
      event.type === 'comment_deleted' ? [event.data.commentsCount] : [],
    )
  }

  untilCounts(expected: number[]): Promise<void> {
    return vi.waitFor(() => expect(this.counts()).toEqual(expected), { timeout: 8_000 })
  }

  #listen(onSignal: (signal: Signal) => void): () => void {
    this.#signals.add(onSignal)
    return () => this.#signals.delete(onSignal)
  }

  #run(task: () => void): void {
    if (this.isFrozen) this.#asleep.push(task)
    else task()
  }

  #openDirect(listener: LinkListener) {
    const ws = new WebSocket(this.browser.server.url, [SUBPROTOCOL, `bearer.${this.browser.token}`])
    this.connections.push(ws)
    ws.on('error', () => {})
    ws.on('message', (data) => {
      this.heard.push((JSON.parse(data.toString()) as { type: string }).type)
      this.#run(() => listener.onText(data.toString()))
    })
    ws.on('close', (code) => this.#run(() => listener.onClose(code)))
    return {
      send: (text: string) => {
        this.sent.push(text)
        ws.send(text)
      },
      close: () => ws.close(),
    }
  }

  #openChannel(name: string): TabChannel {
    const channel = new BroadcastChannel(name)
    this.#channels.add(channel)
    const tabChannel: TabChannel = {
      postMessage: (message) => channel.postMessage(message),
      onmessage: null,
      close: () => {
        this.#channels.delete(channel)
        channel.close()
      },
    }
    channel.onmessage = (event) =>
      this.#run(() => tabChannel.onmessage?.(event as unknown as MessageEvent<TabMessage>))
    return tabChannel
  }
}
