import type pg from 'pg'

export interface TrueEvent {
  type: string
  data: Record<string, unknown>
}

const LOOK_MS = 1_000

/** Everything that was ever committed, gathered while it is there: history is trimmed. */
export class Truth {
  readonly #channels = new Map<string, Map<number, TrueEvent>>()
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> = Promise.resolve()

  private readonly sql: pg.Pool

  constructor(sql: pg.Pool) {
    this.sql = sql
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.#look(10)).catch(() => {})
    }, LOOK_MS)
  }

  /** The last look, at everything. */
  async finish(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
    await this.#look(1_000_000)
  }

  event(channel: string, offset: number): TrueEvent | undefined {
    return this.#channels.get(channel)?.get(offset)
  }

  top(channel: string): number {
    let top = 0
    for (const offset of this.#channels.get(channel)?.keys() ?? []) if (offset > top) top = offset
    return top
  }

  /** Whether some event of the channel says this. */
  some(channel: string, says: (event: TrueEvent) => boolean): boolean {
    return [...(this.#channels.get(channel)?.values() ?? [])].some(says)
  }

  get size(): number {
    return [...this.#channels.values()].reduce((sum, events) => sum + events.size, 0)
  }

  /** Channels whose offsets have a gap, which nothing may cause. */
  holes(): string[] {
    return [...this.#channels].flatMap(([channel, events]) =>
      Array.from({ length: this.top(channel) }, (_, index) => index + 1)
        .filter((offset) => !events.has(offset))
        .map((offset) => `${channel} has no event ${offset}`),
    )
  }

  async #look(seconds: number): Promise<void> {
    const { rows } = await this.sql.query<{
      channel: string
      offset: string
      type: string
      data: TrueEvent['data']
    }>(
      `select channel, "offset"::text, type, data from events where at > clock_timestamp() - make_interval(secs => $1)`,
      [seconds],
    )
    for (const { channel, offset, type, data } of rows) {
      let events = this.#channels.get(channel)
      if (events === undefined) {
        events = new Map()
        this.#channels.set(channel, events)
      }
      events.set(Number(offset), { type, data })
    }
  }
}
