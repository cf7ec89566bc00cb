import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { clientIp } from '@/lib/client-ip'

/** Who sent a request, and its name in the log. */
export interface Sender {
  ip: string
  requestId: string
}

const REQUEST_ID = /^[\w.:-]{8,100}$/

export function identify(incoming: IncomingMessage, trustProxy: boolean): Sender {
  const given = trustProxy ? incoming.headers['x-request-id'] : undefined
  return {
    ip: clientIp(incoming, trustProxy),
    requestId: typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID(),
  }
}

/** The part of a request that routes use. */
export class ApiRequest implements Sender {
  readonly method: string
  /** Path and query, as they were sent. */
  readonly target: string
  /** As it was sent, percent-encoded. */
  readonly path: string
  readonly ip: string
  readonly requestId: string
  readonly #incoming: IncomingMessage
  readonly #search: string

  constructor(incoming: IncomingMessage, sender: Sender, method = incoming.method ?? 'GET') {
    this.#incoming = incoming
    this.method = method
    this.ip = sender.ip
    this.requestId = sender.requestId
    const target = incoming.url ?? '/'
    this.target = target
    const mark = target.indexOf('?')
    this.path = mark === -1 ? target : target.slice(0, mark)
    this.#search = mark === -1 ? '' : target.slice(mark)
  }

  /** The same, by the method that it asks to be taken for. */
  as(method: string): ApiRequest {
    return new ApiRequest(this.#incoming, this, method)
  }

  get query(): URLSearchParams {
    return new URLSearchParams(this.#search)
  }

  get headers(): { get(name: string): string | null } {
    const { headers } = this.#incoming
    return { get: (name) => joined(headers[name.toLowerCase()]) }
  }

  get body(): AsyncIterable<Uint8Array> | null {
    return this.method === 'GET' || this.method === 'HEAD' ? null : this.#incoming
  }
}

function joined(value: string | string[] | undefined): string | null {
  return Array.isArray(value) ? value.join(', ') : (value ?? null)
}
