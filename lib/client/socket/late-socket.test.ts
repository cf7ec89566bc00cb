import { expect, it, vi } from 'vitest'
import type { Signal } from './browser-signals'
import { LateSocket } from './late-socket'
import type { RealtimeSocket, SocketStatus } from './socket'

function fakeSocket() {
  const said: string[] = []
  const listeners = new Set<() => void>()
  let status: SocketStatus = 'signed-out'
  return {
    said,
    get status() {
      return status
    },
    become(next: SocketStatus) {
      status = next
      for (const listener of listeners) listener()
    },
    onStatus(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: (userId: string) => void said.push(`start ${userId}`),
    stop: () => void said.push('stop'),
    subscribe(channel: string, since?: string) {
      said.push(`subscribe ${channel} ${since}`)
      return () => void said.push(`leave ${channel}`)
    },
    catchUp: (channel: string, position: string) => void said.push(`catch up ${channel} ${position}`),
  } satisfies Partial<RealtimeSocket> & Record<string, unknown>
}

function fakeSignals(isOnline: boolean) {
  const listeners = new Set<(signal: Signal) => void>()
  return {
    listeners,
    isOnline: () => isOnline,
    isVisible: () => true,
    listen(onSignal: (signal: Signal) => void) {
      listeners.add(onSignal)
      return () => listeners.delete(onSignal)
    },
    say(signal: Signal) {
      isOnline = signal === 'online'
      for (const listener of listeners) listener(signal)
    },
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

it('is not loaded for a visitor, and hands over what was wanted before when somebody signs in', async () => {
  const socket = fakeSocket()
  const load = vi.fn(async () => socket)
  const late = new LateSocket(load, fakeSignals(true))
  const leaveFirst = late.subscribe('post:1', '5')
  const leaveSecond = late.subscribe('post:2', '6')
  late.catchUp('post:1', '4')
  leaveSecond()
  await settled()
  expect(load).not.toHaveBeenCalled()
  expect(late.status).toBe('signed-out')

  late.start('ann')
  late.start('ann')
  expect(late.status).toBe('connecting')
  await settled()
  expect(load).toHaveBeenCalledTimes(1)
  expect(socket.said).toEqual(['subscribe post:1 5', 'catch up post:1 4', 'start ann'])

  leaveFirst()
  late.subscribe('post:3')()
  late.catchUp('post:3', '7')
  late.stop()
  expect(socket.said.slice(3)).toEqual([
    'leave post:1',
    'subscribe post:3 undefined',
    'leave post:3',
    'catch up post:3 7',
    'stop',
  ])
})

it('tells of its state before and after it is there', async () => {
  const socket = fakeSocket()
  const late = new LateSocket(async () => socket, fakeSignals(true))
  const seen: SocketStatus[] = []
  late.onStatus(() => seen.push(late.status))
  late.start('ann')
  await settled()
  socket.become('live')
  expect(seen[0]).toBe('connecting')
  expect(seen.at(-1)).toBe('live')
})

it('is asked for again when it could not be loaded, and says meanwhile that nothing is live', async () => {
  const socket = fakeSocket()
  const load = vi.fn(async () => socket).mockRejectedValueOnce(new Error('no connection'))
  // Without a spread the first wait is the shortest.
  const late = new LateSocket(load, fakeSignals(true), () => 0)
  late.start('ann')
  await settled()
  expect(late.status).toBe('reconnecting')
  await vi.waitFor(() => expect(socket.said).toEqual(['start ann']), { timeout: 5_000 })
})

it('says that it is offline where it cannot be loaded for that, and is asked for at once when that is over', async () => {
  const socket = fakeSocket()
  const signals = fakeSignals(false)
  const load = vi.fn(async () => {
    if (!signals.isOnline()) throw new Error('no connection')
    return socket
  })
  // The longest wait there is, so that nothing but the signal ends it.
  const late = new LateSocket(load, signals, () => 1_000_000)
  const seen: SocketStatus[] = []
  late.onStatus(() => seen.push(late.status))
  late.start('ann')
  await settled()
  expect(seen.at(-1)).toBe('offline')
  signals.say('offline')
  await settled()
  expect(load).toHaveBeenCalledTimes(1)
  signals.say('online')
  await settled()
  expect(socket.said).toEqual(['start ann'])
  expect(signals.listeners.size).toBe(0)
})

it('does not start for who has left while it was on its way', async () => {
  const socket = fakeSocket()
  const late = new LateSocket(async () => socket, fakeSignals(true))
  late.start('ann')
  late.stop()
  await settled()
  expect(socket.said).toEqual([])
  expect(late.status).toBe('signed-out')
  late.start('bob')
  await settled()
  expect(socket.said).toEqual(['start bob'])
})
