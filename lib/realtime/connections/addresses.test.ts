import { expect, it } from 'vitest'
import { Addresses } from './addresses'

it('[L2] counts the sockets of one address, and of one IPv6 network, together', () => {
  const addresses = new Addresses()
  expect(addresses.enter('192.0.2.1').connections).toBe(1)
  expect(addresses.enter('::ffff:192.0.2.1').connections).toBe(2)
  expect(addresses.enter('192.0.2.2').connections).toBe(1)
  expect(addresses.enter('2001:db8:0:1::1').connections).toBe(1)
  expect(addresses.enter('2001:db8:0:1:ffff::2').connections).toBe(2)
  expect(addresses.enter('2001:db8:0:2::1').connections).toBe(1)
})

it('[L2] forgets an address with its last socket', () => {
  const addresses = new Addresses()
  const first = addresses.enter('192.0.2.1')
  const second = addresses.enter('192.0.2.1')
  addresses.leave(first)
  expect(second.connections).toBe(1)
  addresses.leave(second)
  expect(addresses.enter('192.0.2.1')).not.toBe(first)
})
