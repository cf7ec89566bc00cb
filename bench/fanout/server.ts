import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'
import { type Contender, makeEvent } from './contenders/contender'
import { CHANNELS, type ContenderName } from './plan'
import { answerCalls } from './rpc'

export interface Memory {
  rss: number
  heap: number
}

async function open(name: ContenderName): Promise<Contender> {
  if (name === 'fonana') return (await import('./contenders/fonana')).openFonana()
  if (name === 'ws') return (await import('./contenders/plain-ws')).openPlainWs()
  return (await import('./contenders/socket-io')).openSocketIo()
}

export async function runServer(name: ContenderName): Promise<void> {
  const contender = await open(name)
  const offsets = new Map<string, number>()
  const publish = (channel: string) => {
    const offset = (offsets.get(channel) ?? 0) + 1
    offsets.set(channel, offset)
    contender.publish(makeEvent(channel, offset))
  }
  answerCalls({
    start: () => contender.start(),
    /** Each burst in one turn of the event loop. */
    bursts: async (channel: string, events: number, bursts: number) => {
      for (let burst = 0; burst < bursts; burst += 1) {
        for (let sent = 0; sent < events; sent += 1) publish(channel)
        await delay(1)
      }
    },
    /** Each in a turn of its own, with a pause in which readers can catch up. */
    oneByOne: async (channel: string, events: number, pauseMs: number) => {
      for (let sent = 0; sent < events; sent += 1) {
        publish(channel)
        await delay(pauseMs)
      }
    },
    /** One event to each of the small channels, each in a turn of its own. */
    sparse: async (rounds: number) => {
      for (let round = 0; round < rounds; round += 1) {
        for (const channel of CHANNELS.small) {
          publish(channel)
          await nextTurn()
        }
      }
    },
    /** Resolves with the moments of the commits, in µs. */
    steady: async (postIndex: number, events: number, everyMs: number) => {
      const sentAt: number[] = []
      const begin = performance.now()
      for (let sent = 0; sent < events; sent += 1) {
        await delay(Math.max(0, begin + sent * everyMs - performance.now()))
        sentAt.push(await contender.commit(postIndex))
      }
      return sentAt
    },
    /** µs of user and system time. */
    cpu: () => {
      const { user, system } = process.cpuUsage()
      return user + system
    },
    memory: async (): Promise<Memory> => {
      for (let pass = 0; pass < 3; pass += 1) {
        globalThis.gc?.()
        await delay(50)
      }
      const { rss, heapUsed, external } = process.memoryUsage()
      return { rss, heap: heapUsed + external }
    },
  })
  process.send?.({ id: 0 })
}
