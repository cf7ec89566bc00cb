import { describe, expect, it } from 'vitest'
import { textsOf } from '@/tests/support/realtime/frames'
import type { EventFrame } from './event-frame'
import { Outbox, type Transport } from './outbox'
import { encodeTextFrame } from './text-frame'

class TestTransport implements Transport {
  ready = true
  overflowed = false
  waits = 0
  events = 0
  readonly stats = { resyncs: 0 }
  readonly buffers: Buffer[] = []

  get writes(): string[][] {
    return this.buffers.map(textsOf)
  }

  write(bytes: Buffer, events: number): void {
    this.buffers.push(bytes)
    this.events += events
  }

  flushWhenReady(): void {
    this.waits += 1
  }

  overflow(): void {
    this.overflowed = true
  }
}

function makeEvent(channel: string, offset: number, bytes: number): EventFrame {
  const full = encodeTextFrame(`${channel} ${offset} `.padEnd(bytes, '.'))
  return { channel, position: { epoch: 'e', offset }, full, redacted: null, mayEnd: false }
}

function put(outbox: Outbox, channel: string, offset: number, bytes: number): void {
  const frame = makeEvent(channel, offset, bytes)
  outbox.event(frame, frame.full)
}

const answer = (outbox: Outbox, text: string) => outbox.answer(encodeTextFrame(text))

const turn = () => new Promise((resolve) => setImmediate(resolve))
const resync = (channel: string, offset: number) =>
  JSON.stringify({ type: 'resync', channel, position: `e.${offset}` })

describe('Outbox', () => {
  it('[B1] makes one write of what one turn has', async () => {
    const transport = new TestTransport()
    const outbox = new Outbox(transport)
    answer(outbox, 'a')
    put(outbox, 'c', 1, 6)
    answer(outbox, 'b')
    expect(transport.writes).toEqual([])
    await turn()
    expect(transport.writes).toEqual([['a', 'c 1 ..', 'b']])
    answer(outbox, 'c')
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
    answer(outbox, 'first')
    put(outbox, 'a', 1, 20_000)
    put(outbox, 'b', 1, 20_000)
    answer(outbox, 'second')
    put(outbox, 'a', 2, 20_000)
    put(outbox, 'a', 3, 20_000)
    put(outbox, 'b', 2, 10)
    await turn()
    transport.ready = true
    outbox.flush()
    expect(transport.writes.flat()).toEqual(['first', resync('b', 1), 'second', resync('a', 3), 'b 2 ......'])
    expect(transport.stats.resyncs).toBe(2)
    // Of the events only the one that was not replaced was delivered.
    expect(transport.events).toBe(1)
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

  it('[D5] joins the same events once for all readers of a turn', async () => {
    const events = [makeEvent('c', 1, 6), makeEvent('c', 2, 6), makeEvent('c', 3, 6)]
    const transports = Array.from({ length: 3 }, () => new TestTransport())
    const outboxes = transports.map((transport) => new Outbox(transport))
    for (const event of events) for (const outbox of outboxes) outbox.event(event, event.full)
    await turn()
    const [first, ...others] = transports.map(({ buffers }) => buffers)
    expect(textsOf(first?.[0] as Buffer)).toEqual(['c 1 ..', 'c 2 ..', 'c 3 ..'])
    for (const buffers of others) expect(buffers[0]).toBe(first?.[0])
    expect(transports.map(({ events }) => events)).toEqual([3, 3, 3])
  })

  it('[D5] shares full and redacted events each among their own readers, and mixes up none', async () => {
    const events = [1, 2, 3].map((offset) => ({
      ...makeEvent('c', offset, 8),
      redacted: encodeTextFrame(`redacted ${offset}`),
    }))
    const transports = Array.from({ length: 6 }, () => new TestTransport())
    const outboxes = transports.map((transport) => new Outbox(transport))
    for (const event of events) {
      for (const [index, outbox] of outboxes.entries()) {
        outbox.event(event, index % 2 === 0 ? event.full : event.redacted)
      }
    }
    // One of them also has an answer, which is nobody else's.
    answer(outboxes[4] as Outbox, 'mine')
    await turn()
    const full = ['c 1 ....', 'c 2 ....', 'c 3 ....']
    const redacted = ['redacted 1', 'redacted 2', 'redacted 3']
    const expected = [full, redacted, full, redacted, [...full, 'mine'], redacted]
    expect(transports.map(({ writes }) => writes)).toEqual(expected.map((texts) => [texts]))
    expect(transports[2]?.buffers[0]).toBe(transports[0]?.buffers[0])
    expect(transports[5]?.buffers[0]).toBe(transports[1]?.buffers[0])
  })

  it('[B2] asks to be called when a transport is not ready, and only then', async () => {
    const transport = new TestTransport()
    const outbox = new Outbox(transport)
    put(outbox, 'c', 1, 6)
    await turn()
    expect(transport.waits).toBe(0)
    transport.ready = false
    put(outbox, 'c', 2, 6)
    await turn()
    expect(transport.waits).toBe(1)
    expect(transport.writes).toEqual([['c 1 ..']])
  })

  it('[B2] leaves other readers of the same events theirs', async () => {
    const [slow, quick] = [new TestTransport(), new TestTransport()]
    const outboxes = [new Outbox(slow), new Outbox(quick)]
    slow.ready = false
    for (let offset = 1; offset <= 100; offset += 1) {
      const event = makeEvent('c', offset, 1000)
      for (const outbox of outboxes) outbox.event(event, event.full)
    }
    await turn()
    expect(quick.writes.flat()).toHaveLength(100)
    slow.ready = true
    outboxes[0]?.flush()
    expect(slow.writes.flat()[0]).toBe(resync('c', 66))
    expect(slow.writes.flat()).toHaveLength(35)
  })

  it('takes nothing after its end', async () => {
    const transport = new TestTransport()
    const outbox = new Outbox(transport)
    outbox.end()
    answer(outbox, 'late')
    await turn()
    expect(transport.writes).toEqual([])
  })
})
