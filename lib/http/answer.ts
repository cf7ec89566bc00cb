import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'

/**
 * What a request is answered with, before it is a `Response`: making and reading one of those costs more than all
 * else that a small answer takes.
 */
export class Answer {
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
    /** A stream announces its length in the headers, if it knows it. */
    readonly body: string | ReadableStream<Uint8Array> | null,
  ) {}
}

export function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers })
}

/** Resolves when everything is handed over, or the reader has gone away. */
export async function send(outgoing: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  const bodiless = outgoing.req.method === 'HEAD'
  if (typeof body === 'string') {
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
    outgoing.end(bodiless ? undefined : body)
    return
  }
  outgoing.writeHead(status, headers)
  if (body === null || bodiless) {
    outgoing.end()
    await body?.cancel()
    return
  }
  // Ends the source too when the reader goes away, which is no failure of the server.
  await pipeline(Readable.fromWeb(body as NodeReadableStream), outgoing).catch(() => outgoing.destroy())
}
