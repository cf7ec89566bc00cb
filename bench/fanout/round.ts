import { CHANNELS, COMMITTED, CONTENDERS, type ContenderName, READERS, SMALL_CHANNELS } from './plan'
import { Child } from './rpc'
import type { Memory } from './server'

/** Figures of one round, by what was measured and for whom. */
export type Figures = Map<string, Map<ContenderName, number[]>>

export interface Sizes {
  /** How many bursts in a row, by the events of one. */
  bursts: { events: number; thousand: number; all: number }[]
  oneByOne: { thousand: number; all: number }
  sparse: number
  steady: number
  connections: number
}

/** Connected and left again before memory is measured, so that every server has done once what it will do. */
const WARM_UP_CONNECTIONS = 300
const STEADY_MS = 50
export const LOAD = 'load of the generator in bursts'

interface Running {
  name: ContenderName
  server: Child
  port: number
}

/** Starts all contenders, measures each thing on one after the other, and stops them. */
export async function runRound(
  sizes: Sizes,
  cores: { server: number | null; generator: number | null },
  round: number,
  figures: Figures,
): Promise<void> {
  const generator = new Child('generator', cores.generator)
  const turned = CONTENDERS.map(
    (_, index) => CONTENDERS[(index + round) % CONTENDERS.length] as ContenderName,
  )
  const running: Running[] = []
  try {
    for (const name of turned) {
      const server = new Child(name, cores.server)
      running.push({ name, server, port: 0 })
      const contender = running.at(-1) as Running
      contender.port = await server.call<number>('start')
      await connectAll(generator, contender, sizes.connections, note(figures, name))
    }
    for (const contender of running) await subscribeMore(generator, contender, sizes.connections)
    for (const measure of SCENARIOS) {
      for (const contender of running) {
        await measure(generator, contender, sizes, note(figures, contender.name))
      }
    }
  } finally {
    await Promise.all([generator, ...running.map(({ server }) => server)].map((child) => child.stop()))
  }
}

type Note = (what: string, ...values: number[]) => void

const note =
  (figures: Figures, name: ContenderName): Note =>
  (what, ...values) => {
    const byName = figures.get(what) ?? new Map<ContenderName, number[]>()
    figures.set(what, byName)
    byName.set(name, [...(byName.get(name) ?? []), ...values])
  }

async function connectAll(
  generator: Child,
  { name, server, port }: Running,
  connections: number,
  note: Note,
): Promise<void> {
  await generator.call('open', name, port, 0, WARM_UP_CONNECTIONS)
  await generator.call('subscribe', name, Array(WARM_UP_CONNECTIONS).fill(CHANNELS.all))
  await generator.call('close', name)
  const idle = await server.call<Memory>('memory')
  note('idle MB', idle.rss / 1e6)
  const everybody = Array(connections).fill(CHANNELS.all)
  await generator.call('open', name, port, 0, connections)
  await generator.call('subscribe', name, everybody)
  const full = await server.call<Memory>('memory')
  note('KB per connection', (full.rss - idle.rss) / connections / 1e3)
  note('heap KB per connection', (full.heap - idle.heap) / connections / 1e3)
  // Handshakes are timed last, as memory that was once taken does not show when it is taken again.
  await generator.call('close', name)
  // Also gives it the time to clear away what was closed.
  await server.call('memory')
  const cpuBefore = await server.call<number>('cpu')
  const greetedAt = await generator.call<number[]>('open', name, port, 0, connections)
  const cpuAfter = await server.call<number>('cpu')
  const seconds = ((greetedAt.at(-1) as number) - (greetedAt[0] as number)) / 1e6
  note('handshakes/s', (connections - 1) / seconds)
  note('CPU µs per handshake', (cpuAfter - cpuBefore) / connections)
  await generator.call('subscribe', name, everybody)
}

async function subscribeMore(generator: Child, { name }: Running, connections: number): Promise<void> {
  const small = Array.from({ length: connections }, (_, index) => CHANNELS.small[index % SMALL_CHANNELS])
  await generator.call('subscribe', name, small)
  for (const channel of [CHANNELS.thousand, CHANNELS.committedThousand]) {
    await generator.call('subscribe', name, Array(READERS).fill(channel))
  }
  await generator.call('subscribe', name, [CHANNELS.committedOne])
}

type Measure = (generator: Child, contender: Running, sizes: Sizes, note: Note) => Promise<void>

/** The wall time and the server's time of what `send` makes it deliver. */
async function deliver(
  generator: Child,
  { name, server }: Running,
  deliveries: number,
  send: () => Promise<unknown>,
): Promise<{ perSecond: number; cpuPerMillion: number; busy: number }> {
  await generator.call('expect', name, deliveries)
  const cpuBefore = await server.call<number>('cpu')
  const generatorBefore = await generator.call<number>('cpu')
  const begin = Number(process.hrtime.bigint() / 1000n)
  const sent = send()
  const end = await generator.call<number>('arrived')
  await sent
  const micros = end - begin
  return {
    perSecond: (deliveries / micros) * 1e6,
    cpuPerMillion: ((await server.call<number>('cpu')) - cpuBefore) / deliveries,
    busy: ((await generator.call<number>('cpu')) - generatorBefore) / micros,
  }
}

const bursts =
  (label: 'thousand' | 'all'): Measure =>
  async (generator, contender, sizes, note) => {
    const readers = label === 'all' ? sizes.connections : READERS
    for (const { events, ...counts } of sizes.bursts) {
      const bursts = counts[label]
      if (bursts === 0) continue
      const send = (count: number) => () => contender.server.call('bursts', CHANNELS[label], events, count)
      await deliver(generator, contender, readers * events, send(1))
      const figures = await deliver(generator, contender, readers * events * bursts, send(bursts))
      const what = `bursts of ${events}, ${readers} readers`
      note(`${what}: deliveries/s`, figures.perSecond)
      note(`${what}: CPU s per million`, figures.cpuPerMillion)
      note(LOAD, figures.busy)
    }
  }

const oneByOne =
  (label: 'thousand' | 'all'): Measure =>
  async (generator, contender, sizes, note) => {
    const readers = label === 'all' ? sizes.connections : READERS
    const events = sizes.oneByOne[label]
    const send = (count: number) => () =>
      contender.server.call('oneByOne', CHANNELS[label], count, readers / 500)
    const warmUp = Math.ceil(events / 5)
    await deliver(generator, contender, readers * warmUp, send(warmUp))
    const figures = await deliver(generator, contender, readers * events, send(events))
    note(`one at a time, ${readers} readers: CPU s per million`, figures.cpuPerMillion)
  }

const sparse: Measure = async (generator, contender, sizes, note) => {
  await deliver(generator, contender, sizes.connections, () => contender.server.call('sparse', 1))
  const { cpuPerMillion, perSecond } = await deliver(
    generator,
    contender,
    sizes.connections * sizes.sparse,
    () => contender.server.call('sparse', sizes.sparse),
  )
  note('1,000 channels of 5: deliveries/s', perSecond)
  note('1,000 channels of 5: CPU s per million', cpuPerMillion)
}

const steady =
  (label: keyof typeof COMMITTED): Measure =>
  async (generator, { name, server }, sizes, note) => {
    const readers = label === 'one' ? 1 : READERS
    await generator.call('record', name, readers)
    await generator.call('expect', name, readers * sizes.steady)
    const sentAt = await server.call<number[]>('steady', COMMITTED[label], sizes.steady, STEADY_MS)
    await generator.call('arrived')
    const delays = await generator.call<number[]>('delays', name, sentAt)
    note(`delay at 20 events/s, ${readers} readers, ms`, ...delays.map((micros) => micros / 1000))
  }

const SCENARIOS: readonly Measure[] = [
  bursts('thousand'),
  bursts('all'),
  oneByOne('thousand'),
  oneByOne('all'),
  sparse,
  steady('one'),
  steady('thousand'),
]
