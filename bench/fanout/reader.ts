import { connect, type Socket } from 'node:net'

const TEXT = 0x81
const CLOSE = 0x88
const PING = 0x89
/** Masked with zeros, as nothing in it needs masking. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])
const END_OF_HEAD = Buffer.from('\r\n\r\n')

/** All readers read into this one: what is in it is looked at before the next one reads. */
const shared = Buffer.allocUnsafeSlow(256 * 1024)

/** What the readers of one server have in common. */
export interface Readers {
  /** A text frame has come; `count` is how many this reader has had. */
  onFrame(reader: Reader, count: number): void
  onFailure(reason: string): void
}

/**
 * The cheapest reader there is: it looks at the headers of frames, counts, and skips what is in them. A full client
 * would cost more than the servers it measures.
 */
export class Reader {
  readonly #socket: Socket
  #upgraded = false
  #ended = false
  #frames = 0
  #skip = 0
  #opcode = 0
  /** The beginning of a head or header that did not come in one piece. */
  #held: Buffer | null = null

  readonly index: number
  private readonly readers: Readers

  constructor(
    index: number,
    readers: Readers,
    { port, path, address }: { port: number; path: string; address: string },
  ) {
    this.index = index
    this.readers = readers
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      localAddress: address,
      onread: {
        buffer: shared,
        callback: (bytes) => {
          this.#read(shared, bytes)
          return true
        },
      },
    })
    this.#socket.setNoDelay()
    this.#socket.on('error', (error) => this.#fail(error.message))
    this.#socket.on('close', () => this.#fail('closed'))
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    )
  }

  /** Up to 125 bytes. */
  send(text: string): void {
    const bytes = Buffer.byteLength(text)
    if (bytes > 125) throw new Error('too long')
    const frame = Buffer.alloc(6 + bytes)
    frame[0] = TEXT
    frame[1] = 0x80 | bytes
    frame.write(text, 6)
    this.#socket.write(frame)
  }

  end(): void {
    this.#ended = true
    this.#socket.destroy()
  }

  #fail(reason: string): void {
    if (this.#ended) return
    this.#ended = true
    this.readers.onFailure(reason)
  }

  #read(chunk: Buffer, bytes: number): void {
    let from = chunk
    let end = bytes
    if (this.#held !== null) {
      from = Buffer.concat([this.#held, chunk.subarray(0, bytes)])
      end = from.length
      this.#held = null
    }
    let at = this.#upgraded ? 0 : this.#readHead(from, end)
    while (at < end) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, end - at)
        this.#skip -= skipped
        at += skipped
      } else {
        const payload = headerOf(from, at, end)
        if (payload === 0) {
          this.#held = Buffer.from(from.subarray(at, end))
          return
        }
        this.#opcode = from[at] as number
        this.#skip = lengthOf(from, at)
        at += payload
      }
      if (this.#skip === 0) this.#frameEnded()
    }
  }

  #readHead(from: Buffer, end: number): number {
    const head = from.subarray(0, end)
    const at = head.indexOf(END_OF_HEAD)
    if (at < 0) {
      this.#held = Buffer.from(head)
      return end
    }
    if (!head.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) this.#fail(head.toString('latin1', 0, 40))
    this.#upgraded = true
    return at + END_OF_HEAD.length
  }

  #frameEnded(): void {
    if (this.#opcode === PING) {
      this.#socket.write(PONG)
    } else if (this.#opcode === TEXT) {
      this.#frames += 1
      this.readers.onFrame(this, this.#frames)
    } else {
      this.#fail(this.#opcode === CLOSE ? 'a closing frame' : `opcode ${this.#opcode}`)
    }
  }
}

/** The bytes of a header; 0 when it has not come in full. */
function headerOf(from: Buffer, at: number, end: number): number {
  if (end - at < 2) return 0
  const short = from[at + 1] as number
  const bytes = short < 126 ? 2 : short === 126 ? 4 : 10
  return end - at < bytes ? 0 : bytes
}

function lengthOf(from: Buffer, at: number): number {
  const short = from[at + 1] as number
  if (short < 126) return short
  return short === 126 ? from.readUInt16BE(at + 2) : from.readUIntBE(at + 4, 6)
}
