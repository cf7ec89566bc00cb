import jwt from 'jsonwebtoken'
import { CONTENDERS, type ContenderName, claimsOf, SECRET } from './plan'
import { Reader, type Readers } from './reader'
import { answerCalls } from './rpc'

/** So many handshakes or questions are under way at a time. */
const CONCURRENCY = 400
/** Addresses of this machine: 5,000 clients of one address would be too many for a server with limits. */
const ADDRESSES = 20

/** How a client talks with a contender. */
interface Dialect {
  path(token: string): string
  /** What the client answers to its nth frame, if anything. */
  answer(frame: number): string | null
  /** With this many frames it is connected. */
  greeting: number
  subscribe(channel: string): string
}

const plain: Dialect = {
  path: (token) => `/ws?token=${token}`,
  answer: () => null,
  greeting: 1,
  subscribe: (channel) => JSON.stringify({ type: 'subscribe', channel }),
}

const DIALECTS: Record<ContenderName, Dialect> = {
  fonana: plain,
  ws: plain,
  // https://socket.io/docs/v4/socket-io-protocol/: "0" opens the transport, "40" the namespace, "42" is an event.
  'socket.io': {
    path: (token) => `/socket.io/?EIO=4&transport=websocket&token=${token}`,
    answer: (frame) => (frame === 1 ? '40' : null),
    greeting: 2,
    subscribe: (channel) => `42${JSON.stringify(['subscribe', channel])}`,
  },
}

/** The readers of one contender. */
class Crowd implements Readers {
  readonly readers: Reader[] = []
  readonly #dialect: Dialect
  /** Counts down to what is waited for. */
  #missing = 0
  #arrived: () => void = () => {}
  #failed: (error: Error) => void = () => {}
  #onFrame: ((reader: Reader, count: number) => void) | null = null
  /** Per reader, when its frames came, in µs. */
  #times: number[][] | null = null

  readonly name: ContenderName

  constructor(name: ContenderName) {
    this.name = name
    this.#dialect = DIALECTS[name]
  }

  onFrame(reader: Reader, count: number): void {
    this.#times?.[reader.index]?.push(microseconds())
    this.#onFrame?.(reader, count)
    this.#missing -= 1
    if (this.#missing === 0) this.#arrived()
  }

  onFailure(reason: string): void {
    this.#failed(new Error(`${this.name}: a reader was left alone: ${reason}`))
  }

  /** Resolves when so many more frames have come. To be called before these can come. */
  async await(frames: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#missing = frames
      this.#arrived = resolve
      this.#failed = reject
    })
  }

  /** Connects clients until there are `count`. Resolves with the time at which each was greeted, in µs. */
  async open(port: number, tokens: readonly string[]): Promise<number[]> {
    const { greeting, answer, path } = this.#dialect
    const greetedAt: number[] = []
    let next = this.readers.length
    const end = next + tokens.length
    const first = next
    const more = () => {
      if (next === end) return
      const address = `127.0.0.${2 + (next % ADDRESSES)}`
      this.readers.push(new Reader(next, this, { port, address, path: path(tokens[next - first] as string) }))
      next += 1
    }
    this.#onFrame = (reader, count) => {
      const reply = answer(count)
      if (reply !== null) reader.send(reply)
      if (count !== greeting) return
      greetedAt.push(microseconds())
      more()
    }
    const all = this.await(tokens.length * greeting)
    for (let opened = 0; opened < CONCURRENCY; opened += 1) more()
    await all
    this.#onFrame = null
    return greetedAt
  }

  /** Subscribes reader by reader; `channelsOf` is indexed by the reader. */
  async subscribe(channelsOf: readonly string[]): Promise<void> {
    let next = 0
    const more = () => {
      const channel = channelsOf[next]
      if (channel === undefined) return
      this.readers[next]?.send(this.#dialect.subscribe(channel))
      next += 1
    }
    this.#onFrame = more
    const all = this.await(channelsOf.length)
    for (let asked = 0; asked < CONCURRENCY; asked += 1) more()
    await all
    this.#onFrame = null
  }

  record(readers: number): void {
    this.#times = Array.from({ length: readers }, () => [])
  }

  /** The delays of all frames since `record`, in µs. The nth frame of each reader is the nth of `sentAt`. */
  delays(sentAt: readonly number[]): number[] {
    const times = this.#times ?? []
    this.#times = null
    return times.flatMap((arrivals) => arrivals.map((at, index) => at - (sentAt[index] as number)))
  }

  close(): void {
    for (const reader of this.readers.splice(0)) reader.end()
  }
}

/** On the clock that all processes of the machine share. */
const microseconds = () => Number(process.hrtime.bigint() / 1000n)

export function runGenerator(): void {
  const crowds = new Map(CONTENDERS.map((name) => [name, new Crowd(name)]))
  const crowd = (name: ContenderName) => crowds.get(name) as Crowd
  let awaited: Promise<void> = Promise.resolve()
  answerCalls({
    open: (name: ContenderName, port: number, from: number, count: number) => {
      const tokens = Array.from({ length: count }, (_, index) => jwt.sign(claimsOf(from + index), SECRET))
      return crowd(name).open(port, tokens)
    },
    subscribe: (name: ContenderName, channelsOf: string[]) => crowd(name).subscribe(channelsOf),
    /** Begins to count. What is then sent is waited for by `arrived`. */
    expect: (name: ContenderName, frames: number) => {
      awaited = crowd(name).await(frames)
      awaited.catch(() => {})
    },
    arrived: async () => {
      await awaited
      return microseconds()
    },
    record: (name: ContenderName, readers: number) => crowd(name).record(readers),
    delays: (name: ContenderName, sentAt: number[]) => crowd(name).delays(sentAt),
    close: (name: ContenderName) => crowd(name).close(),
    cpu: () => {
      const { user, system } = process.cpuUsage()
      return user + system
    },
  })
}
