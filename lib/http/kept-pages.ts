import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Kept } from './kept'
import { SESSION_COOKIE } from './session'

/** A rendered page, cut where its nonce stood. */
export interface KeptPage {
  parts: string[]
  headers: Record<string, string>
}

type Pages = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown

/** What a page is rendered by besides its address: it is part of what it is kept under. */
const VARIED_BY = ['host', 'x-forwarded-host', 'x-forwarded-proto', 'cookie']
/** Headers by which Next renders something else than a page. */
const OTHER_RENDERING = /^(rsc|next-|x-(?!forwarded-|real-ip$|request-id$|fonana-))/
/** They get their metadata in another place. */
const BOTS = /bot|crawl|spider|slurp|preview|facebook|google|bing|embed|whatsapp/i
/** Set for each answer by us, or by the sending. */
const OWN_HEADERS = /^(content-length|content-encoding|date|connection|keep-alive|transfer-encoding|etag)$/
/** Quick: it is done for each answer, as each has a nonce of its own. */
const GZIP_LEVEL = 3

const compress = promisify(gzip)

/**
 * Hands pages of visitors who have not signed in out again while they are right. Each answer carries the nonce of its
 * own policy.
 */
export function keepPages(kept: Kept<KeptPage>, pages: Pages) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse, nonce: string): Promise<void> => {
    const version = kept.version()
    if (version === null || !isKeepable(incoming)) {
      pages(incoming, outgoing)
      return
    }
    const key = [incoming.url, ...VARIED_BY.map((name) => incoming.headers[name] ?? '')].join('\n')
    const gzipped = /\bgzip\b/.test(String(incoming.headers['accept-encoding'] ?? ''))
    const found = kept.find(key)
    if (found !== undefined) {
      for (const [name, value] of Object.entries(found.headers))
        outgoing.setHeader(name, value.replaceAll(MARK, nonce))
      await deliver(outgoing, Buffer.from(found.parts.join(nonce)), gzipped)
      return
    }
    // What is compressed could not be cut.
    delete incoming.headers['accept-encoding']
    const before = new Set(outgoing.getHeaderNames())
    collect(outgoing, (body) => {
      if (!isWholePage(outgoing)) return void outgoing.end(body)
      const html = body.toString()
      const headers = headersOf(outgoing, before, nonce)
      kept.keep(key, version, { parts: html.split(nonce), headers }, body.length)
      void deliver(outgoing, body, gzipped)
    })
    pages(incoming, outgoing)
  }
}

const MARK = '{nonce}'

function isKeepable({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.authorization === undefined &&
    !headers.cookie?.includes(SESSION_COOKIE) &&
    !BOTS.test(headers['user-agent'] ?? '') &&
    !Object.keys(headers).some((name) => OTHER_RENDERING.test(name))
  )
}

function isWholePage(outgoing: ServerResponse): boolean {
  const type = String(outgoing.getHeader('content-type') ?? '')
  return outgoing.statusCode === 200 && type.startsWith('text/html') && !outgoing.hasHeader('set-cookie')
}

function headersOf(
  outgoing: ServerResponse,
  before: ReadonlySet<string>,
  nonce: string,
): Record<string, string> {
  const names = outgoing.getHeaderNames().filter((name) => !before.has(name) && !OWN_HEADERS.test(name))
  return Object.fromEntries(
    names.map((name) => [name, String(outgoing.getHeader(name)).replaceAll(nonce, MARK)]),
  )
}

/** Gathers what is written into an answer instead of sending it, and hands it over when it is whole. */
function collect(outgoing: ServerResponse, whole: (body: Buffer) => void): void {
  const { write, end, writeHead, flushHeaders } = outgoing
  const chunks: Buffer[] = []
  const add = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string))
  }
  const callback = (args: unknown[]) => {
    const last = args.at(-1)
    if (typeof last === 'function') process.nextTick(last as () => void)
  }
  Object.assign(outgoing, {
    flushHeaders() {},
    writeHead(status: number, ...rest: unknown[]) {
      outgoing.statusCode = status
      const headers = rest.at(-1)
      if (typeof headers === 'object' && headers !== null) {
        for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value as string)
      }
      return outgoing
    },
    write(chunk: unknown, ...args: unknown[]) {
      add(chunk)
      callback(args)
      return true
    },
    end(...args: unknown[]) {
      add(args[0])
      Object.assign(outgoing, { write, end, writeHead, flushHeaders })
      callback(args)
      whole(Buffer.concat(chunks))
      return outgoing
    },
  })
}

async function deliver(outgoing: ServerResponse, page: Buffer, gzipped: boolean): Promise<void> {
  const body = gzipped ? await compress(page, { level: GZIP_LEVEL }) : page
  if (gzipped) outgoing.setHeader('content-encoding', 'gzip')
  outgoing.setHeader('content-length', body.length)
  outgoing.end(body)
}
