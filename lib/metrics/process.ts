import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, type Registry } from 'prom-client'

/** Looked at so often: rarely enough that an idle process stays idle. */
const EVENT_LOOP_MS = 100
const NS_PER_S = 1e9

/** Memory, processor time and how long the event loop is held up. Returns the function that stops looking. */
export function measureProcess(registry: Registry): () => void {
  const registers = [registry]
  new Gauge({
    name: 'process_start_time_seconds',
    help: 'When the process started, Unix time',
    registers,
  }).set(Date.now() / 1_000 - process.uptime())
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of the process',
    registers,
    collect() {
      this.set(process.memoryUsage.rss())
    },
  })
  new Gauge({
    name: 'nodejs_heap_size_used_bytes',
    help: 'JavaScript heap in use',
    registers,
    collect() {
      this.set(process.memoryUsage().heapUsed)
    },
  })
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of the process',
    registers,
    collect() {
      const { user, system } = process.cpuUsage()
      this.reset()
      this.inc((user + system) / 1e6)
    },
  })
  return measureEventLoop(registers)
}

/** Since the last time somebody looked: what held everything up a moment ago is not lost in the mean of a day. */
function measureEventLoop(registers: Registry[]): () => void {
  const delay = monitorEventLoopDelay({ resolution: EVENT_LOOP_MS })
  delay.enable()
  new Gauge({
    name: 'fonana_event_loop_delay_seconds',
    help: 'How much later than planned a timer runs, since the last scrape',
    labelNames: ['quantile'],
    registers,
    collect() {
      // What is recorded is the time between two looks, not what it is too long by.
      const beyond = (ns: number) => Math.max(0, ns / NS_PER_S - EVENT_LOOP_MS / 1_000)
      this.set({ quantile: '0.5' }, beyond(delay.percentile(50)))
      this.set({ quantile: '0.99' }, beyond(delay.percentile(99)))
      this.set({ quantile: '1' }, beyond(delay.max))
      delay.reset()
    },
  })
  return () => delay.disable()
}
