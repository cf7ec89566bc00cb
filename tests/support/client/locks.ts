import type { Locks } from '@/lib/client/tabs/leadership'

interface Entry {
  tab: TabLocks
  grant: () => void
  reject: (error: Error) => void
}

/**
 * `navigator.locks` of one browser, as far as it is used: exclusive locks in a queue, `signal`, `steal`.
 * https://w3c.github.io/web-locks/#algorithms
 */
export class TestLocks {
  readonly held = new Map<string, Entry>()
  readonly #queues = new Map<string, Entry[]>()

  /** As one tab has them. `lateMs`: its requests take that long to arrive. */
  ofTab(lateMs = 0): TabLocks {
    return new TabLocks(this, lateMs)
  }

  add(name: string, entry: Entry, steal: boolean): void {
    if (steal) this.held.get(name)?.reject(new DOMException('Stolen', 'AbortError'))
    if (steal || !this.held.has(name)) this.#grant(name, entry)
    else this.queue(name).push(entry)
  }

  release(name: string, entry: Entry): void {
    if (this.held.get(name) !== entry) return
    this.held.delete(name)
    const next = this.queue(name).shift()
    if (next !== undefined) this.#grant(name, next)
  }

  queue(name: string): Entry[] {
    const queue = this.#queues.get(name) ?? []
    this.#queues.set(name, queue)
    return queue
  }

  /** The process of a tab is gone. */
  crash(tab: TabLocks): void {
    for (const name of this.#queues.keys()) {
      const left = this.queue(name).filter((entry) => entry.tab !== tab)
      this.queue(name).splice(0, Number.POSITIVE_INFINITY, ...left)
    }
    for (const [name, entry] of [...this.held]) if (entry.tab === tab) this.release(name, entry)
  }

  #grant(name: string, entry: Entry): void {
    this.held.set(name, entry)
    // As in a browser, the callback comes later.
    queueMicrotask(entry.grant)
  }
}

export class TabLocks implements Locks {
  private readonly browser: TestLocks
  private readonly lateMs: number

  constructor(browser: TestLocks, lateMs: number) {
    this.browser = browser
    this.lateMs = lateMs
  }

  request(
    name: string,
    { signal, steal = false }: { signal?: AbortSignal; steal?: boolean },
    callback: () => Promise<void>,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const aborted = () => new DOMException('Aborted', 'AbortError')
      if (signal?.aborted) return reject(aborted())
      const giveUp = () => {
        const queue = this.browser.queue(name)
        const at = queue.indexOf(entry)
        if (at < 0) return
        queue.splice(at, 1)
        reject(aborted())
      }
      const entry: Entry = {
        tab: this,
        reject,
        grant: () => {
          const done = () => this.browser.release(name, entry)
          callback().then(resolve, reject).finally(done)
        },
      }
      signal?.addEventListener('abort', giveUp)
      if (this.lateMs === 0) this.browser.add(name, entry, steal)
      else setTimeout(() => this.browser.add(name, entry, steal), this.lateMs)
    })
  }

  crash(): void {
    this.browser.crash(this)
  }
}
