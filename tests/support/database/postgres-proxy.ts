import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** The way to a Postgres server, to be cut, or to let nothing through any more. */
export class PostgresProxy {
  readonly url: string
  readonly #target: URL
  readonly #server: Server
  readonly #pairs = new Set<[Socket, Socket]>()
  #isFrozen = false

  private constructor(target: URL, server: Server) {
    this.#target = target
    this.#server = server
    const url = new URL(target.href)
    url.hostname = '127.0.0.1'
    url.port = String((server.address() as AddressInfo).port)
    this.url = url.href
    server.on('connection', (socket) => this.#carry(socket))
  }

  static async before(url: string): Promise<PostgresProxy> {
    const server = createServer()
    await listen(server, 0)
    return new PostgresProxy(new URL(url), server)
  }

  /** Connections are let in, and nothing is said on any of them. */
  freeze(): void {
    this.#isFrozen = true
    for (const pair of this.#pairs) for (const socket of pair) socket.pause()
  }

  thaw(): void {
    this.#isFrozen = false
    for (const pair of this.#pairs) for (const socket of pair) socket.resume()
  }

  /** As a server that goes down: what is open ends, and nobody is let in. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy()
    await closed
  }

  async back(): Promise<void> {
    await listen(this.#server, Number(new URL(this.url).port))
  }

  #carry(socket: Socket): void {
    const behind = connect(Number(this.#target.port || 5432), this.#target.hostname)
    const pair: [Socket, Socket] = [socket, behind]
    this.#pairs.add(pair)
    for (const [from, to] of [pair, [behind, socket] as const]) {
      from.on('data', (data) => to.write(data))
      from.on('error', () => {})
      from.on('close', () => {
        to.destroy()
        this.#pairs.delete(pair)
      })
      if (this.#isFrozen) from.pause()
    }
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
