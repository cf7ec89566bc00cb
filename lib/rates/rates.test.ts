import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Rates } from './rates'

let answer: { status: number; body: string }
let asked: number
let time: number
let warned: object[]
const server = createServer((_, response) => {
  asked += 1
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
})
beforeEach(async () => {
  answer = { status: 200, body: '{"USD": 172.4, "EUR": 158.9}' }
  asked = 0
  time = Date.UTC(2026, 10, 29)
  warned = []
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
})
afterEach(() => {
  server.closeAllConnections()
  return new Promise<void>((resolve) => server.close(() => resolve()))
})

const open = () =>
  new Rates(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?key=secret`, {
    now: () => new Date(time),
    log: { warn: (fields) => void warned.push(fields) },
  })
const MINUTE = 60_000

it('asks once for all who want to know, and again after five minutes', async () => {
  const rates = open()
  const many = await Promise.all([rates.read(), rates.read(), rates.read()])
  expect(many).toEqual(Array(3).fill({ USD: 172.4, EUR: 158.9 }))
  time += 4 * MINUTE
  await rates.read()
  expect(asked).toBe(1)
  answer.body = '{"solana": {"usd": 180, "rub": 14000, "last_updated_at": 1}}'
  time += MINUTE
  expect(await rates.read()).toEqual({ USD: 180, RUB: 14_000 })
  expect(asked).toBe(2)
})

it.each([
  [500, '{"USD": 1}'],
  [200, 'no JSON'],
  [200, '[1]'],
  [200, '{"USD": "1", "EUR": -1, "solana": null}'],
])('goes on with what it knew for an hour: %i %s', async (status, body) => {
  const rates = open()
  await rates.read()
  answer = { status, body }
  time += 30 * MINUTE
  expect(await rates.read()).toEqual({ USD: 172.4, EUR: 158.9 })
  time += 30 * MINUTE
  expect(await rates.read()).toEqual({})
  expect(warned).toHaveLength(2)
  expect(JSON.stringify(warned)).not.toContain('secret')
})

it('asks nobody where there is nobody to ask', async () => {
  expect(await new Rates(undefined, { now: () => new Date(time), log: { warn() {} } }).read()).toEqual({})
  expect(asked).toBe(0)
})
