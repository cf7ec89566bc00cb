import { Readable } from 'node:stream'
import { makeZip } from 'client-zip'
import { Answer } from '@/lib/http/serving/answer'

/** A file to be kept, written as it is taken. `name` is plain ASCII without quotes. */
export function download(name: string, contentType: string, text: AsyncIterable<string>): Answer {
  const bytes = Readable.from(encoded(text), { objectMode: false })
  return kept(name, contentType, Readable.toWeb(bytes) as ReadableStream<Uint8Array>)
}

/** One of a folder of files. */
export interface FileInFolder {
  /** With its folders, which `/` ends. */
  name: string
  content: AsyncIterable<string | Uint8Array>
  at?: Date
}

/**
 * The same of many files as one ZIP: each is read when the one before was taken, none is held whole, and none made smaller;
 * pictures cannot be. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function downloadZip(name: string, files: AsyncIterable<FileInFolder>): Answer {
  return kept(name, 'application/zip', makeZip(entries(files)))
}

async function* entries(files: AsyncIterable<FileInFolder>) {
  for await (const { name, content, at } of files) yield { name, input: content, lastModified: at }
}

function kept(name: string, contentType: string, bytes: ReadableStream<Uint8Array>): Answer {
  const headers = {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'private, no-store',
  }
  return new Answer(200, headers, bytes)
}

async function* encoded(text: AsyncIterable<string>): AsyncIterable<Buffer> {
  for await (const part of text) yield Buffer.from(part)
}
