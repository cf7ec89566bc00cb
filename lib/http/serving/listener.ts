import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { App } from '@/lib/app'
import { AppError } from '@/lib/errors'
import { problem, rateLimited, UNAVAILABLE_RETRY_S } from '@/lib/http/problem'
import { send } from './answer'
import type { Api } from './api'
import { pathOf, refuseUnreadable } from './guards'
import { identify } from './request'
import { secureHeaders } from './security-headers'
import type { ServeFile } from './static-files'

interface ListenerParts {
  app: Pick<App, 'config' | 'db' | 'limits' | 'serving'>
  api: Api
  /** Serves what the pages are built of; without it, as in development, `pages` does. */
  files?: ServeFile
  /** Answers a page of the site; false where it does not. */
  ownPages(incoming: IncomingMessage, outgoing: ServerResponse, nonce: string): Promise<boolean>
  /** Serves everything else. */
  pages(incoming: IncomingMessage, outgoing: ServerResponse): unknown
}

/** Where every request comes in. */
export function createListener({ app, api, ownPages, pages, files }: ListenerParts): RequestListener {
  const { production, publicUrl, trustProxy } = app.config
  const headerOptions = {
    development: !production,
    https: publicUrl.protocol === 'https:',
    mediaOrigins: mediaOrigins(app.config),
  }
  return (incoming, outgoing) => {
    const sender = identify(incoming, trustProxy)
    const nonce = secureHeaders(incoming, outgoing, headerOptions)
    outgoing.setHeader('X-Request-Id', sender.requestId)
    if (!app.serving()) outgoing.setHeader('Connection', 'close')
    const refusal = refuseUnreadable(incoming)
    if (refusal !== null) return void send(outgoing, refusal)
    if (api(incoming, outgoing, sender)) return
    if (isFile(incoming)) void (files ?? pages)(incoming, outgoing)
    else void servePage(incoming, outgoing, sender.ip, nonce)
  }

  async function servePage(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    ip: string,
    nonce: string,
  ): Promise<void> {
    const retryAfterSeconds = await app.limits.take('page', 'ip', ip)
    if (retryAfterSeconds > 0) await send(outgoing, problem(rateLimited(retryAfterSeconds)))
    else if (NO_IMAGES.test(pathOf(incoming))) await send(outgoing, problem(new AppError('not_found')))
    else if (!(await ownPages(incoming, outgoing, nonce))) {
      tellFailure(outgoing, app.db)
      pages(incoming, outgoing)
    }
  }
}

/** Of the buckets to which readers are sent. */
function mediaOrigins({ storage, storageFallback }: App['config']): string[] {
  return [storage, storageFallback].flatMap((place) =>
    place?.kind === 's3' && place.direct ? [place.url.origin] : [],
  )
}

/** A page that failed because the database did not answer is not broken: it is there again soon. */
function tellFailure(outgoing: ServerResponse, db: Pick<App['db'], 'failedAt'>): void {
  const startedAt = performance.now()
  const writeHead = outgoing.writeHead.bind(outgoing) as (
    status: number,
    ...rest: unknown[]
  ) => ServerResponse
  outgoing.writeHead = (status: number, ...rest: unknown[]) => {
    if (status !== 500 || db.failedAt() < startedAt) return writeHead(status, ...rest)
    outgoing.setHeader('Retry-After', UNAVAILABLE_RETRY_S)
    return writeHead(503, ...rest)
  }
}

/** Where Next makes pictures smaller, which it is told not to: it would render a page to say so. */
const NO_IMAGES = /^\/+_next\/+image\/*$/

/** What pages are made of costs next to nothing, and one page asks for a lot of it. Nothing else of Next's is exempt. */
function isFile(incoming: IncomingMessage): boolean {
  return FILE.test(pathOf(incoming))
}

/** As the build names them, without a way up: another spelling is a page that is not there. */
const FILE = /^\/_next\/static(?=\/)(?:(?!\.\.|\/\/|%2[eEfF])[\w@.~[\]()%/-])+$/
