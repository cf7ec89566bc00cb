import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { encodeTextFrame } from './text-frame'

/** Around each border between the three ways to write a length. */
const LENGTHS = [0, 1, 124, 125, 126, 127, 128, 65_534, 65_535, 65_536, 65_537, 300_000]

const http = createServer()
const server = new WebSocketServer({ noServer: true })
let url: string
let write: (bytes: Buffer) => void = () => {}

beforeAll(async () => {
  http.on('upgrade', (request, socket, head) => {
    server.handleUpgrade(request, socket, head, () => {
      write = (bytes) => socket.write(bytes)
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterAll(() => http.close())

/** What a real client reads of these texts, sent in one write. */
async function roundTrip(texts: string[]): Promise<string[]> {
  const client = new WebSocket(url)
  const received: string[] = []
  try {
    await new Promise((resolve, reject) => client.once('open', resolve).once('error', reject))
    const all = new Promise<void>((resolve, reject) => {
      client.once('close', () => reject(new Error('closed')))
      client.on('message', (data) => {
        if (received.push(data.toString()) === texts.length) resolve()
      })
    })
    write(Buffer.concat(texts.map(encodeTextFrame)))
    await all
    return received
  } finally {
    client.terminate()
  }
}

it('writes frames of every class of length that a client reads', async () => {
  const texts = LENGTHS.map((length) => 'x'.repeat(length))
  expect(await roundTrip(texts)).toEqual(texts)
})

it('counts bytes, not characters', async () => {
  // Two, three and four bytes; around the borders a count of characters would be wrong by a class.
  const texts = ['é', '€', '🦊', 'é'.repeat(63), '€'.repeat(42), '🦊'.repeat(40_000), `${'a'.repeat(123)}é`]
  expect(await roundTrip(texts)).toEqual(texts)
})

it('takes the shortest header, as the protocol asks', () => {
  const headers = LENGTHS.map((length) => encodeTextFrame('x'.repeat(length)).length - length)
  expect(headers).toEqual([2, 2, 2, 2, 4, 4, 4, 4, 4, 10, 10, 10])
})
