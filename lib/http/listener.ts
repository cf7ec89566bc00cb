import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { App } from '@/lib/app'
import { send } from './answer'
import type { Api } from './api'
import { refuseUnreadable } from './entrance'
import { Kept } from './kept'
import { keepPages } from './kept-pages'
import { problem, rateLimited } from './problem'
import { identify, markForNext } from './request'
import { secureHeaders } from './security-headers'

const PAGES_BYTES_MAX = 16 * 1024 * 1024

interface ListenerParts {
  app: Pick<App, 'config' | 'db' | 'limits' | 'serving'>
  /** Null in development: there Next serves the API too, and what is edited counts at once. */
  api: Api | null
  /** Serves everything else. */
  pages(incoming: IncomingMessage, outgoing: ServerResponse): unknown
}

/** Where every request comes in. */
export function createListener({ app, api, pages }: ListenerParts): RequestListener {
  const { production, publicUrl, trustProxy } = app.config
  const headerOptions = { development: !production, https: publicUrl.protocol === 'https:' }
  // Hot reload changes pages without a write.
  const version = () => (production ? app.db.version() : null)
  const serveKept = keepPages(new Kept(version, PAGES_BYTES_MAX), pages)
  return (incoming, outgoing) => {
    const sender = identify(incoming, trustProxy)
    const nonce = secureHeaders(incoming, outgoing, headerOptions)
    outgoing.setHeader('X-Request-Id', sender.requestId)
    if (!app.serving()) outgoing.setHeader('Connection', 'close')
    const refusal = refuseUnreadable(incoming)
    if (refusal !== null) return void send(outgoing, refusal)
    if (api?.(incoming, outgoing, sender)) return
    markForNext(incoming, sender)
    if (isFile(incoming)) pages(incoming, outgoing)
    else void servePage(incoming, outgoing, sender.ip, nonce)
  }

  async function servePage(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    ip: string,
    nonce: string,
  ): Promise<void> {
    const retryAfterSeconds = await app.limits.take('page', 'ip', ip)
    if (retryAfterSeconds === 0) await serveKept(incoming, outgoing, nonce)
    else await send(outgoing, problem(rateLimited(retryAfterSeconds)))
  }
}

/** What pages are made of costs next to nothing, and one page asks for a lot of it. */
function isFile(incoming: IncomingMessage): boolean {
  return incoming.url?.startsWith('/_next/') ?? false
}
