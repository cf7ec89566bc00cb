import { describe, expect, it } from 'vitest'
import type { EventFrame } from './event-frame'
import { Outbox, type Transport } from './outbox'

class TestTransport implements Transport {
  ready = true
  overflowed = false
  readonly writes: string[][] = []

  write(frames: readonly Buffer[]): void {
    this.writes.push(frames.map(String))
  }

  overflow(): void {
    this.overflowed = true
  }
}

function put(outbox: Outbox, channel: string, offset: number, bytes: number): void {
  const data = Buffer.from(`${channel} ${offset} `.padEnd(bytes, '.'))
  const frame: EventFrame = { channel, position: { epoch: 'e', offset }, full: data, redacted: null }
  outbox.event(frame, data)
}

const turn = () => new Promise((resolve) => setImmediate(resolve))
const resync = (channel: string, offset: number) =>
  JSON.stringify({ type: 'resync', channel, position: `e.${offset}` })

describe('Outbox', () => {
  it('[B1] makes one write of what one turn has', async () => {
    const transport = new TestTransport()
    const outbox = new Outbox(transport)
    outbox.answer(Buffer.from('a'))
    put(outbox, 'c', 1, 6)
    outbox.answer(Buffer.from('b'))
    expect(transport.writes).toEqual([])
    await turn()
    expect(transport.writes).toEqual([['a', 'c 1 ..', 'b']])
    outbox.answer(Buffer.from('c'))
    await turn()
    expect(transport.writes).toHaveLength(2)
  })

  it('[B2] leaves nothing out for a reader that keeps up, however much comes at once', () => {
    const transport = new TestTransport()
    const outbox = new Outbox(transport)
    for (let offset = 1; offset <= 5000; offset += 1) put(outbox, 'c', offset, 200)
    outbox.end()
    expect(transport.writes.flat()).toHaveLength(5000)
    expect(transport.overflowed).toBe(false)
  })

  it('[B2] keeps what waits for a slow reader, up to a point', async () => {
    const transport = new TestTransport()
    const outbox = new Outbox(transport)
    transport.ready = false
    for (let offset = 1; offset <= 60; offset += 1) put(outbox, 'c', offset, 1024)
    await turn()
    expect(transport.writes).toEqual([])
    transport.ready = true
    outbox.flush()
    expect(transport.writes.flat()).toHaveLength(60)
  })

  it('[B2] replaces the events of each channel by one resync at its newest, and leaves answers', async () => {
    const transport = new TestTransport()
    const outbox = new Outbox(transport)
    transport.ready = false
    outbox.answer(Buffer.from('first'))
    put(outbox, 'a', 1, 20_000)
    put(outbox, 'b', 1, 20_000)
    outbox.answer(Buffer.from('second'))
    put(outbox, 'a', 2, 20_000)
    put(outbox, 'a', 3, 20_000)
    put(outbox, 'b', 2, 10)
    await turn()
    transport.ready = true
    outbox.flush()
    expect(transport.writes.flat()).toEqual(['first', resync('b', 1), 'second', resync('a', 3), 'b 2 ......'])
  })

  it('[B2] never holds more than the limit for a reader that takes nothing', () => {
    const transport = new TestTransport()
    const outbox = new Outbox(transport)
    transport.ready = false
    for (let offset = 1; offset <= 20_000; offset += 1) put(outbox, `c${offset % 50}`, offset, 300)
    expect(transport.overflowed).toBe(false)
    outbox.end()
    const bytes = transport.writes.flat().reduce((sum, text) => sum + text.length, 0)
    expect(bytes).toBeLessThan(80 * 1024)
  })

  it('[B3] gives up on a reader for whom answers pile up', () => {
    const transport = new TestTransport()
    const outbox = new Outbox(transport)
    transport.ready = false
    for (let n = 0; n < 64; n += 1) outbox.answer(Buffer.alloc(16 * 1024))
    expect(transport.overflowed).toBe(false)
    outbox.answer(Buffer.alloc(1))
    expect(transport.overflowed).toBe(true)
  })

  it('takes nothing after its end', async () => {
    const transport = new TestTransport()
    const outbox = new Outbox(transport)
    outbox.end()
    outbox.answer(Buffer.from('late'))
    await turn()
    expect(transport.writes).toEqual([])
  })
})
