import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { COMPRESSED_FROM_BYTES, compress, takesGzip } from './compress'

/**
 * What a request is answered with, before it is a `Response`: making and reading one of those costs more than all
 * else that a small answer takes.
 */
export class Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  /** A stream announces its length in the headers, if it knows it. */
  readonly body: string | ReadableStream<Uint8Array> | null

  constructor(status: number, headers: Answer['headers'], body: Answer['body']) {
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** Resolves when everything is handed over, or the reader has gone away. */
export async function send(outgoing: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  const bodiless = outgoing.req.method === 'HEAD'
  if (typeof body === 'string') {
    const bytes = Buffer.byteLength(body)
    if (bytes < COMPRESSED_FROM_BYTES) {
      outgoing.writeHead(status, { ...headers, 'content-length': bytes })
      outgoing.end(bodiless ? undefined : body)
      return
    }
    const packed = takesGzip(outgoing.req) ? await compress(body) : null
    outgoing.writeHead(status, {
      ...headers,
      vary: 'Accept-Encoding',
      ...(packed && { 'content-encoding': 'gzip' }),
      'content-length': packed?.length ?? bytes,
    })
    outgoing.end(bodiless ? undefined : (packed ?? body))
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
