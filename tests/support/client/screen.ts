import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type InfiniteData,
  InfiniteQueryObserver,
  QueryClient,
  type QueryKey,
  QueryObserver,
} from '@tanstack/react-query'
import { WebSocket } from 'ws'
import { reactToGap } from '@/lib/client/cache/gaps'
import { makeQueryClient } from '@/lib/client/cache/query-client'
import { keys } from '@/lib/client/cache/query-keys'
import { type PublicEvent, react } from '@/lib/client/cache/reactions'
import { Refresher } from '@/lib/client/cache/refresh'
import { commentsQuery } from '@/lib/client/queries/posts'
import type { LinkListener } from '@/lib/client/socket/link'
import { RealtimeSocket } from '@/lib/client/socket/socket'
import { topPosition } from '@/lib/db/event-log'
import { viewerOf } from '@/lib/domain/context'
import { findThere } from '@/lib/domain/posts/post-access'
import { channels, splitChannel } from '@/lib/schema/channel-names'
import type { Page } from '@/lib/schema/common'
import type { CreatorProfile } from '@/lib/schema/creators'
import type { ClientFrame, ServerFrame } from '@/lib/schema/frames'
import { decodeJson } from '@/lib/schema/json'
import { formatPosition, isAfter } from '@/lib/schema/positions'
import type { Post } from '@/lib/schema/posts'
import type { Me } from '@/lib/schema/session'
import { BEARER_SUBPROTOCOL_PREFIX, SUBPROTOCOL } from '@/lib/schema/socket-protocol'
import type { Person } from '@/tests/support/app/people'
import type { TestApp } from '@/tests/support/app/start-app'

const SETTLE_MS = 30_000
const REPEATED = 8
const CUTS_MAX = 2

// biome-ignore lint/suspicious/noExplicitAny: the options of single queries and of lists have no common type that an observer takes
type AnyQuery = any

export interface Shown {
  name: string
  shown: unknown
  fresh: unknown
  /** It stays as it is on the screen, and is read when it is shown the next time. */
  isOutdated: boolean
}

/** Whose page a piece of code runs in: one process holds the pages of many. */
const running = new AsyncLocalStorage<Screen>()

/** What `fetch` is in a page: calls without a host go to the app as the page's user. Everything else is left alone. */
export function screenFetch(app: TestApp, original: typeof fetch): typeof fetch {
  return async (input, init) => {
    const screen = running.getStore()
    if (screen === undefined || typeof input !== 'string' || !input.startsWith('/'))
      return original(input, init)
    const headers = {
      ...(init?.headers as Record<string, string>),
      authorization: `Bearer ${screen.person.token}`,
    }
    return screen.answered(init?.signal ?? undefined, () => original(app.url + input, { ...init, headers }))
  }
}

/**
 * A page of one user on the real app: cache, reactions and socket are those of the product; what components do with
 * the hooks (show queries, hear the channels of what they show) is done here. Deliveries and answers can be held up.
 */
export class Screen {
  readonly client: QueryClient
  readonly refresher: Refresher
  readonly socket: RealtimeSocket
  /** Every event that was reacted to, in order. */
  readonly events: PublicEvent[] = []
  readonly #heard = new Map<string, string>()
  readonly #subscribed = new Set<string>()
  /** What the server has refused, for there is no such thing any more. */
  readonly #gone = new Set<string>()
  readonly #shown: AnyQuery[] = []
  readonly #stops: (() => void)[] = []
  readonly #held: (() => void)[] = []
  readonly #heldTexts: (() => void)[] = []
  #ws: WebSocket | null = null
  #answersHeld = false
  #textsHeld = false
  #underway = 0
  #cuts = 0

  readonly app: TestApp
  readonly person: Person

  constructor(app: TestApp, person: Person) {
    this.app = app
    this.person = person
    this.client = makeQueryClient(null)
    this.client.removeQueries({ queryKey: keys.me })
    this.refresher = new Refresher(this.client)
    this.socket = new RealtimeSocket({
      connect: () => ({ open: (listener) => this.#open(listener), close: () => {} }),
      signals: { isOnline: () => true, isVisible: () => true, listen: () => () => {} },
      onEvent: (event) => this.#react(event),
      onGap: (channel) => reactToGap(this.#context.refresher, channel),
      checkSession: async () => true,
      renewToken: async () => this.person.token,
      random: () => 0,
    })
    this.#stops.push(
      this.client.getQueryCache().subscribe(({ type, query }) => {
        if (type === 'updated') this.#hear(query.state.data)
      }),
    )
  }

  /** Reads these and keeps them on the screen, live. */
  async show(...queries: AnyQuery[]): Promise<void> {
    this.inPage(() => {
      this.socket.start(this.person.id)
      for (const query of queries) this.#observe(query)
    })
    await this.settle()
  }

  /** The conversation below a post: there as long as the post is unlocked. */
  async showConversation(postId: string): Promise<void> {
    let isShown = false
    let hide = () => {}
    const follow = () => {
      const isOpen = this.client.getQueryData<Post | null>(keys.post(postId))?.unlocked === true
      if (isOpen === isShown) return
      isShown = isOpen
      if (isOpen) hide = this.inPage(() => this.#observe(commentsQuery(postId)))
      else hide()
    }
    this.#stops.push(this.client.getQueryCache().subscribe(({ type }) => type === 'updated' && follow()))
    follow()
    await this.settle()
  }

  /** What the server answers now to everything that is on the screen. */
  async readAnew(): Promise<Shown[]> {
    return this.inPage(() =>
      Promise.all(
        this.#shown.map(async (query) => {
          const { data, isInvalidated } = this.client.getQueryState(query.queryKey) ?? {}
          // One more: what was put in has moved the rest.
          const pages = ((data as InfiniteData<unknown> | undefined)?.pages?.length ?? 1) + 1
          const fresh = isList(query)
            ? await new QueryClient().fetchInfiniteQuery({ ...query, pages })
            : await new QueryClient().fetchQuery(query)
          return { name: query.queryKey.join(' '), shown: data, fresh, isOutdated: isInvalidated === true }
        }),
      ),
    )
  }

  /** The connection breaks without a word. A few times: who is cut off again and again waits longer and longer. */
  cut(): void {
    if (this.#cuts === CUTS_MAX) return
    this.#cuts += 1
    this.#ws?.terminate()
  }

  /** From now on what the server sends waits. */
  holdTexts(): void {
    this.#textsHeld = true
  }

  releaseTexts(): void {
    this.#textsHeld = false
    for (const deliver of this.#heldTexts.splice(0)) deliver()
  }

  /** From now on answers of the API that were given wait, and come late. */
  holdAnswers(): void {
    this.#answersHeld = true
  }

  releaseAnswers(): void {
    this.#answersHeld = false
    for (const answer of this.#held.splice(0)) answer()
  }

  /** Reads again what is on the screen, as somebody does who comes back to the page. */
  reread(...queryKeys: readonly QueryKey[]): void {
    this.inPage(() => {
      for (const queryKey of queryKeys) void this.client.refetchQueries({ queryKey }).catch(() => {})
    })
  }

  /** The last events come once more, in their order, as after a reconnect from further back. */
  repeat(): void {
    for (const event of this.events.slice(-REPEATED)) this.inPage(() => react(this.#context, event))
  }

  /** Waits until everything was heard that was committed, and everything was read again that had to be. */
  async settle(): Promise<void> {
    this.releaseTexts()
    this.releaseAnswers()
    const deadline = Date.now() + SETTLE_MS
    for (;;) {
      const events = this.events.length
      const heard = await this.#hasHeardAll()
      this.inPage(() => this.refresher.flush())
      // A turn for what the flush began.
      await new Promise((resolve) => setTimeout(resolve, 2))
      const quiet = this.#underway === 0 && this.client.isFetching() === 0 && this.events.length === events
      if (heard && quiet && this.refresher.isIdle) return
      if (Date.now() > deadline) {
        const { status } = this.socket
        throw new Error(`did not settle: ${JSON.stringify({ heard, status, underway: this.#underway })}`)
      }
    }
  }

  close(): void {
    this.socket.stop()
    for (const stop of this.#stops) stop()
    this.client.clear()
  }

  /** The answer of one call of this page; late when answers are held, and none once it was aborted. */
  async answered(signal: AbortSignal | undefined, call: () => Promise<Response>): Promise<Response> {
    this.#underway += 1
    try {
      const response = await call()
      if (this.#answersHeld) await new Promise<void>((resolve) => this.#held.push(resolve))
      signal?.throwIfAborted()
      return response
    } finally {
      this.#underway -= 1
    }
  }

  /** What is asked for in there is asked as the page's user. */
  inPage<T>(action: () => T): T {
    return running.run(this, action)
  }

  #observe(query: AnyQuery): () => void {
    this.#shown.push(query)
    const observer: AnyQuery = isList(query)
      ? new InfiniteQueryObserver(this.client, query)
      : new QueryObserver(this.client, query)
    const stop = observer.subscribe(() => {})
    this.#stops.push(stop)
    return () => {
      stop()
      this.#shown.splice(this.#shown.indexOf(query), 1)
    }
  }

  get #context() {
    return { refresher: this.refresher, userId: this.person.id }
  }

  #react(event: PublicEvent): void {
    this.events.push(event)
    this.#heard.set(event.channel, event.position)
    react(this.#context, event)
  }

  #open(listener: LinkListener) {
    const ws = new WebSocket(this.app.wsUrl, [SUBPROTOCOL, BEARER_SUBPROTOCOL_PREFIX + this.person.token])
    const deliver = (action: () => void) => {
      const inPage = () => this.inPage(action)
      if (this.#textsHeld) this.#heldTexts.push(inPage)
      else inPage()
    }
    this.#ws = ws
    ws.on('error', () => {})
    ws.on('message', (data) =>
      deliver(() => {
        this.#note(decodeJson(data.toString()) as ServerFrame | PublicEvent)
        listener.onText(data.toString())
      }),
    )
    ws.on('close', (code) => deliver(() => listener.onClose(code)))
    const send = (text: string) => {
      const frame = decodeJson(text) as ClientFrame
      // From here on the socket ignores what it hears of the channel: the answer brings it again.
      if (frame.type === 'subscribe' && typeof frame.channel === 'string') this.#heard.delete(frame.channel)
      ws.send(text)
    }
    return { send, close: () => ws.close() }
  }

  /** What the socket knows of a channel besides the events that it passes on. */

  #note(frame: ServerFrame | PublicEvent): void {
    if (frame.type === 'subscribed') {
      const { position, recovered, replayed } = frame.data
      if (!recovered || replayed === 0) this.#heard.set(frame.channel, position)
    } else if (frame.type === 'error') this.#gone.add(frame.data.channel ?? '')
    else if (frame.type === 'resync') this.#heard.set(frame.channel, frame.position)
  }

  async #hasHeardAll(): Promise<boolean> {
    if (this.socket.status !== 'live') return false
    for (const channel of this.#subscribed) {
      if (this.#gone.has(channel) || !(await this.#isThere(channel))) continue
      const top = formatPosition(await topPosition(this.app.app.db.read, channel))
      const heard = this.#heard.get(channel)
      if (heard === undefined || (heard !== top && isAfter(top, heard))) return false
    }
    return true
  }

  /** Of a post that is there for others alone nothing is heard. */
  async #isThere(channel: string): Promise<boolean> {
    const { kind, subject } = splitChannel(channel)
    if (kind !== 'post') return true
    return (await findThere(this.app.app.db.read, viewerOf(this.person.id), [subject])).has(subject)
  }

  /** What `LivePost`, `CreatorPage` and `OwnChannels` do with the data that they show. */
  #hear(data: unknown): void {
    for (const [channel, position] of placesIn(data as ShownData)) {
      if (this.#subscribed.has(channel)) this.socket.catchUp(channel, position)
      else {
        this.#subscribed.add(channel)
        this.socket.subscribe(channel, position)
      }
    }
  }
}

function isList(query: AnyQuery): boolean {
  return 'initialPageParam' in query
}

type ShownData = null | undefined | Me | Post | CreatorProfile | InfiniteData<Page<Partial<Post>>>

/** The channels of what is shown, with the places that it corresponds to. */
function placesIn(data: ShownData): [channel: string, position: string][] {
  if (data === null || data === undefined || typeof data !== 'object') return []
  if ('positions' in data) {
    const { user, notifications } = data.positions
    return [
      [channels.user(data.id), user],
      [channels.notifications(data.id), notifications],
    ]
  }
  if ('tiers' in data) return [[channels.creator(data.id), data.position]]
  if ('pages' in data)
    return data.pages.flatMap((page) => page.items.flatMap((item) => placesIn(item as Post)))
  if ('likesCount' in data && 'position' in data) return [[channels.post(data.id), data.position]]
  return []
}
