import { randomId } from '@/lib/client/random-id'
import { type Connector, type Link, type LinkListener, MOVED } from '@/lib/client/socket/link'
import { Leadership, type Locks } from './leadership'
import { LinkHub } from './link-hub'

/** A leader answers within milliseconds. One that takes longer is frozen, or gone without a word. */
const ANSWER_MS = 1_500
/** Chance on top, so that not all of several tabs take over at once. */
const ANSWER_SPREAD_MS = 500
/** How often a tab that is looked at makes sure of its leader. */
const CHECK_MS = 5_000

/** What is used of a `BroadcastChannel`. */
export interface TabChannel {
  postMessage(message: TabMessage): void
  onmessage: ((event: MessageEvent<TabMessage>) => void) | null
  close(): void
}

export type TabMessage =
  /** To whoever leads. */
  | { kind: 'check' }
  | { kind: 'join'; leader: string; id: string }
  | { kind: 'leave'; leader: string; id: string; dead: boolean }
  | { kind: 'say'; leader: string; id: string; text: string }
  /** From who leads, to all or to the named. */
  | { kind: 'lead'; leader: string }
  | { kind: 'deliver'; leader: string; ids: readonly string[]; text: string }
  | { kind: 'end'; leader: string; ids: readonly string[]; code: number }

export interface SharedOptions {
  /** One connection per user of this browser: nobody hears what is somebody else's. */
  userId: string
  openDirect: (listener: LinkListener) => Link
  locks: Locks
  openChannel: (name: string) => TabChannel
  isVisible: () => boolean
  /** Calls back when the page is looked at again; returns the function that stops it. */
  onVisible: (listener: () => void) => () => void
  random?: () => number
}

interface TabLink {
  listener: LinkListener
  /** Whom it goes through; null as long as nobody is known to lead. */
  leader: string | null
}

/**
 * All tabs of a user in one browser on one connection: the tab that leads has it, the others speak through that tab.
 * Each keeps its own positions, so that whoever leads next goes on where each of them stands.
 */
export class SharedConnector implements Connector {
  readonly #options: SharedOptions
  readonly #tabId = randomId()
  readonly #channel: TabChannel
  readonly #leadership: Leadership
  readonly #links = new Map<string, TabLink>()
  readonly #stopListening: () => void
  readonly #interval: ReturnType<typeof setInterval>
  #hub: LinkHub | null = null
  #leader: string | null = null
  #opened = 0
  #patience: ReturnType<typeof setTimeout> | undefined
  #isClosed = false
  /** This browser lends no locks: nobody can say which tab should have the connection. */
  #isAlone = false
  /** Ends with the term: whose presence was waited for is the next leader's business. */
  #present = new AbortController()
  #isPresent = false
  #letGo = () => {}

  constructor(options: SharedOptions) {
    this.#options = options
    const name = `fonana-socket:${options.userId}`
    this.#channel = options.openChannel(name)
    this.#channel.onmessage = ({ data }) => this.#hear(data)
    this.#leadership = new Leadership({
      locks: options.locks,
      name,
      onLead: () => this.#lead(),
      onLost: () => this.#lose(),
    })
    this.#bePresent()
    this.#stopListening = options.onVisible(() => this.#check())
    this.#interval = setInterval(() => options.isVisible() && this.#check(), CHECK_MS)
  }

  open(listener: LinkListener): Link {
    if (this.#isAlone) return this.#options.openDirect(listener)
    this.#opened += 1
    const id = `${this.#tabId} ${this.#opened}`
    const link: TabLink = { listener, leader: null }
    this.#links.set(id, link)
    if (this.#leader !== null) this.#join(id, link, this.#leader)
    this.#check()
    return {
      send: (text) => this.#say(id, text),
      close: (dead = false) => this.#leave(id, dead),
    }
  }

  close(): void {
    this.#isClosed = true
    for (const id of [...this.#links.keys()]) this.#leave(id, false)
    clearInterval(this.#interval)
    clearTimeout(this.#patience)
    this.#stopListening()
    this.#present.abort()
    this.#letGo()
    this.#hub?.close()
    this.#hub = null
    this.#leadership.stop()
    this.#channel.close()
  }

  #lead(): void {
    const leader = this.#nextName()
    this.#present = new AbortController()
    this.#hub = new LinkHub({
      userId: this.#options.userId,
      open: this.#options.openDirect,
      deliver: (ids, text) => {
        this.#deliver(ids, text)
        if (!this.#areAllOwn(ids)) this.#post({ kind: 'deliver', leader, ids, text })
      },
      end: (ids, code) => {
        this.#end(ids, code)
        if (!this.#areAllOwn(ids)) this.#post({ kind: 'end', leader, ids, code })
      },
    })
    this.#post({ kind: 'lead', leader })
    this.#follow(leader)
  }

  /** Its members have heard of the new leader, or will; the links of this tab are opened anew like theirs. */
  #lose(): void {
    if (this.#hub === null) return
    this.#present.abort()
    this.#hub.close()
    this.#hub = null
    this.#leader = null
    this.#end([...this.#links.keys()], MOVED)
  }

  #hear(message: TabMessage): void {
    if (this.#isClosed) return
    switch (message.kind) {
      case 'lead':
        this.#hearLeader(message.leader)
        return
      case 'deliver':
        if (message.leader === this.#leader) this.#deliver(message.ids, message.text)
        return
      case 'end':
        if (message.leader === this.#leader) this.#end(message.ids, message.code)
        return
      case 'check':
        if (this.#hub !== null && this.#leader !== null) this.#post({ kind: 'lead', leader: this.#leader })
        return
    }
    if (this.#hub === null || message.leader !== this.#leader) return
    if (message.kind === 'join') this.#welcome(message.id)
    else if (message.kind === 'leave') this.#hub.leave(message.id, message.dead)
    else this.#hub.receive(message.id, message.text)
  }

  /** A tab that was frozen may still believe that it leads. */
  #hearLeader(leader: string): void {
    if (this.#leader !== null && leader < this.#leader) {
      if (this.#hub !== null) this.#post({ kind: 'lead', leader: this.#leader })
      return
    }
    if (this.#hub !== null) this.#lose()
    this.#follow(leader)
  }

  /** Names of leaders sort by when they began to lead. */
  #nextName(): string {
    const before = Number.parseInt(this.#leader ?? '0', 10)
    return `${String(Math.max(Date.now(), before + 1)).padStart(15, '0')} ${this.#tabId}`
  }

  /** Somebody leads: what went through another tab is opened anew, what waited for a leader goes on. */
  #follow(leader: string): void {
    clearTimeout(this.#patience)
    this.#patience = undefined
    this.#leader = leader
    const moved: string[] = []
    for (const [id, link] of this.#links) {
      if (link.leader === null) this.#join(id, link, leader)
      else if (link.leader !== leader) moved.push(id)
    }
    this.#end(moved, MOVED)
  }

  /** Whoever leads has to say so; in its place, when nobody does. */
  #check(): void {
    if (this.#hub !== null || this.#links.size === 0 || this.#patience !== undefined) return
    const random = (this.#options.random ?? Math.random)()
    this.#patience = setTimeout(
      () => {
        this.#patience = undefined
        this.#leadership.take()
      },
      ANSWER_MS + random * ANSWER_SPREAD_MS,
    )
    this.#post({ kind: 'check' })
  }

  #join(id: string, link: TabLink, leader: string): void {
    // The leader takes a tab without its lock for gone.
    if (this.#hub === null && !this.#isPresent) return
    link.leader = leader
    if (this.#hub === null) this.#post({ kind: 'join', leader, id })
    // Nothing is said before the opening has returned.
    else queueMicrotask(() => this.#links.get(id) === link && this.#hub?.join(id))
  }

  #bePresent(): void {
    const stay = () => {
      this.#isPresent = true
      if (this.#leader !== null) this.#follow(this.#leader)
      return new Promise<void>((resolve) => {
        this.#letGo = resolve
        if (this.#isClosed) resolve()
      })
    }
    void this.#options.locks.request(presenceOf(this.#tabId), {}, stay).catch(() => this.#goAlone())
  }

  #goAlone(): void {
    if (this.#isClosed) return
    const waiting = [...this.#links.values()]
    this.close()
    this.#isAlone = true
    for (const { listener } of waiting) listener.onClose(MOVED)
  }

  /** A tab that crashes does not say goodbye, but lets go of its lock. */
  #welcome(id: string): void {
    this.#hub?.join(id)
    const { signal } = this.#present
    const leave = async () => this.#hub?.leave(id)
    this.#options.locks.request(presenceOf(id), { signal }, leave).catch(() => {})
  }

  #say(id: string, text: string): void {
    const leader = this.#links.get(id)?.leader ?? null
    if (leader === null) return
    if (this.#hub === null) this.#post({ kind: 'say', leader, id, text })
    else this.#hub.receive(id, text)
  }

  #leave(id: string, dead: boolean): void {
    const leader = this.#links.get(id)?.leader ?? null
    if (!this.#links.delete(id) || leader === null) return
    if (this.#hub === null) this.#post({ kind: 'leave', leader, id, dead })
    else this.#hub.leave(id, dead)
  }

  #deliver(ids: readonly string[], text: string): void {
    for (const id of ids) this.#links.get(id)?.listener.onText(text)
  }

  #end(ids: readonly string[], code: number): void {
    for (const id of ids) {
      const link = this.#links.get(id)
      this.#links.delete(id)
      link?.listener.onClose(code)
    }
  }

  #areAllOwn(ids: readonly string[]): boolean {
    return ids.every((id) => id.startsWith(this.#tabId))
  }

  #post(message: TabMessage): void {
    if (!this.#isClosed) this.#channel.postMessage(message)
  }
}

/** The lock that a tab holds as long as it is there. `id`: its own, or that of one of its links. */
function presenceOf(id: string): string {
  return `fonana-tab:${id.split(' ', 1)[0]}`
}
