import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import { KEEP_ALIVE_MS } from '@/lib/process/listen'

const RpcCall = z.object({ id: z.unknown(), method: z.string(), params: z.array(z.unknown()).default([]) })

export type RpcCall = z.infer<typeof RpcCall>

/** A JSON-RPC answer: `result` or `error`. */
export type RpcAnswer = Record<string, unknown>

export interface RpcProxy {
  url: string
  stop(): Promise<void>
}

/** Stands between a client and a node. `answer` is free to answer, to pass the call on, or to do neither. */
export async function startRpcProxy(
  answer: (call: RpcCall, response: ServerResponse, headers: IncomingHttpHeaders) => Promise<void>,
): Promise<RpcProxy> {
  const server = createServer(async (request, response) => {
    try {
      await answer(RpcCall.parse(JSON.parse(await text(request))), response, request.headers)
    } catch {
      response.destroy()
    }
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

/** Asks a node one thing. Rejects when it cannot be reached. */
export async function callRpc(url: string, call: RpcCall): Promise<RpcAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', ...call }),
  })
  return z.record(z.string(), z.unknown()).parse(await response.json())
}

export function writeJson(response: ServerResponse, body: RpcAnswer): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
