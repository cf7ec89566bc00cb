import { Counter, Gauge, type Registry } from 'prom-client'
import type { RealtimeStats } from '@/lib/realtime/stats'

/** The socket counts in plain numbers, so that measuring costs a delivery nothing; they are read when somebody asks. */
export function measureRealtime(registry: Registry, stats: RealtimeStats): void {
  const registers = [registry]
  new Gauge({
    name: 'fonana_socket_connections',
    help: 'Open connections',
    registers,
    collect() {
      this.set(stats.connections)
    },
  })
  const totals: [name: string, help: string, read: () => number][] = [
    ['accepted', 'Connections that were let in', () => stats.accepted],
    ['frames_received', 'Frames from clients', () => stats.framesIn],
    ['deliveries', 'Events handed to a transport, once per reader', () => stats.deliveries],
    ['sent_bytes', 'Bytes handed to transports', () => stats.bytesOut],
    ['resyncs', 'resync frames instead of events that a slow reader did not take', () => stats.resyncs],
  ]
  for (const [name, help, read] of totals) {
    new Counter({
      name: `fonana_socket_${name}_total`,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  }
  new Counter({
    name: 'fonana_socket_subscriptions_total',
    help: 'Subscriptions with a position, by whether everything since could be sent',
    labelNames: ['recovered'],
    registers,
    collect() {
      this.reset()
      this.inc({ recovered: 'true' }, stats.subscribedRecovered)
      this.inc({ recovered: 'false' }, stats.subscribedUnrecovered)
    },
  })
  const labelled: [
    name: string,
    help: string,
    label: string,
    counts: ReadonlyMap<string | number, number>,
  ][] = [
    ['refused', 'Attempts to connect that were refused', 'reason', stats.refused],
    ['closes', 'Closed connections', 'code', stats.closes],
  ]
  for (const [name, help, label, counts] of labelled) {
    new Counter({
      name: `fonana_socket_${name}_total`,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset()
        for (const [value, count] of counts) this.inc({ [label]: String(value) }, count)
      },
    })
  }
}
