import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { clientIp, networkOf } from './client-ip'

function request(remoteAddress: string, forwarded?: string): IncomingMessage {
  return {
    socket: { remoteAddress },
    headers: { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage
}

it('believes what stands in a header only behind a proxy, and then only what the proxy wrote', () => {
  expect(clientIp(request('10.0.0.1', '1.1.1.1'), false)).toBe('10.0.0.1')
  expect(clientIp(request('10.0.0.1', '1.1.1.1, 2.2.2.2'), true)).toBe('2.2.2.2')
  expect(clientIp(request('10.0.0.1', '2.2.2.2, nonsense'), true)).toBe('10.0.0.1')
  expect(clientIp(request('10.0.0.1'), true)).toBe('10.0.0.1')
})

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('counts %j by %j', (ip, network) => {
  expect(networkOf(ip)).toBe(network)
})
