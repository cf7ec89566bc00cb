import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '@/lib/app'
import { readConfig } from '@/lib/config'
import { createListener } from './listener'

let failedAt = Number.NEGATIVE_INFINITY
let server: Server
const ask = async () => {
  const { status, headers } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return { status, retryAfter: headers.get('retry-after') }
}

beforeAll(async () => {
  const app = {
    config: readConfig({}),
    db: { version: () => null, failedAt: () => failedAt },
    limits: { take: async () => 0 },
    serving: () => true,
  } as unknown as App
  const listener = createListener({
    app,
    api: () => false,
    ownPages: async () => false,
    pages(_incoming, outgoing) {
      if (failedAt === Number.POSITIVE_INFINITY) failedAt = performance.now()
      outgoing.statusCode = 500
      outgoing.end('broken')
    },
  })
  server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())

it('a page that fails is broken, unless the database did not answer meanwhile: then it is there again soon', async () => {
  expect(await ask()).toEqual({ status: 500, retryAfter: null })
  failedAt = Number.POSITIVE_INFINITY
  expect(await ask()).toEqual({ status: 503, retryAfter: '2' })
  expect(await ask()).toEqual({ status: 500, retryAfter: null })
})
