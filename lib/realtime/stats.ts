/** What a `Realtime` has done since it began. Plain numbers that are counted up where it happens; read them any time. */
export interface RealtimeStats {
  /** Open now. */
  connections: number
  accepted: number
  /** Attempts to connect that were refused, by the reason in the log. */
  readonly refused: Map<string, number>
  framesIn: number
  /** Events handed to a transport, once per reader. */
  deliveries: number
  /** Answers, events and resyncs with their headers; not what the protocol itself sends. */
  bytesOut: number
  subscribedRecovered: number
  subscribedUnrecovered: number
  /** `resync` frames in place of events that a slow reader did not take. */
  resyncs: number
  /** Closed sockets by the code of their closing; 1006 where there was none. */
  readonly closes: Map<number, number>
}

/** There from the beginning, so that a rise from none can be seen: RFC 6455 section 7.4.1. */
const USUAL_CODES = [1000, 1001, 1005, 1006, 1008, 1009, 1013]

export function createStats(): RealtimeStats {
  return {
    connections: 0,
    accepted: 0,
    refused: new Map(),
    framesIn: 0,
    deliveries: 0,
    bytesOut: 0,
    subscribedRecovered: 0,
    subscribedUnrecovered: 0,
    resyncs: 0,
    closes: new Map(USUAL_CODES.map((code) => [code, 0])),
  }
}

export function countOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
