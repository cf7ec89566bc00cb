import { Readable } from 'node:stream'
import { Answer } from '@/lib/http/serving/answer'

/** A file to be kept, written as it is taken. `name` is plain ASCII without quotes. */
export function download(name: string, contentType: string, text: AsyncIterable<string>): Answer {
  const headers = {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'private, no-store',
  }
  const bytes = Readable.from(encoded(text), { objectMode: false })
  return new Answer(200, headers, Readable.toWeb(bytes) as ReadableStream<Uint8Array>)
}

async function* encoded(text: AsyncIterable<string>): AsyncIterable<Buffer> {
  for await (const part of text) yield Buffer.from(part)
}
