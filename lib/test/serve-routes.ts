/// <reference types="vite/types/importMeta.d.ts" />
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>
type RouteModule = Record<string, Handler | undefined>

/** The segment that takes every path below which no other route takes. */
const REST = '[...path]'
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The very modules that Next serves: plain web functions. */
const routes = Object.entries({
  ...import.meta.glob<RouteModule>('/app/api/**/route.ts'),
  ...import.meta.glob<RouteModule>('/app/{healthz,readyz}/route.ts'),
}).map(([path, load]) => ({
  segments: path.replace('/app/', '').replace('/route.ts', '').split('/'),
  load,
}))

/** Every route of the app with its methods, as `GET /api/posts/[id]`. */
export async function listRoutes(): Promise<string[]> {
  const modules = await Promise.all(
    routes
      .filter(({ segments }) => !segments.includes(REST))
      .map(async ({ segments, load }) => ({ segments, module: await load() })),
  )
  return modules.flatMap(({ segments, module }) =>
    METHODS.filter((method) => module[method] !== undefined && module[method].name !== 'refuseMethod').map(
      (method) => `${method} /${segments.join('/')}`,
    ),
  )
}

/** Answers a request with the route that its path names: a fixed segment before a `[parameter]`, the rest last. */
export async function serveRoute(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const response = await answer(incoming)
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value)
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies)
  if (response.body === null || incoming.method === 'HEAD') {
    outgoing.end()
    return
  }
  // A reader that goes away is no failure of the server.
  await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing).catch(() => outgoing.destroy())
}

async function answer(incoming: IncomingMessage): Promise<Response> {
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`)
  const found = findRoute(url.pathname.split('/').slice(1))
  if (found === null) return new Response(null, { status: 404 })
  const module = await found.load()
  const method = incoming.method ?? 'GET'
  const handler = module[method === 'HEAD' ? 'GET' : method]
  if (handler === undefined) return new Response(null, { status: 405 })
  return handler(toRequest(incoming, url), { params: Promise.resolve(found.params) })
}

function findRoute(path: string[]) {
  const matches = routes.flatMap(({ segments, load }) => {
    if (segments.at(-1) === REST) {
      const isBelow = segments.slice(0, -1).every((segment, index) => segment === path[index])
      return isBelow ? [{ load, params: {}, rank: Number.POSITIVE_INFINITY }] : []
    }
    if (segments.length !== path.length) return []
    const params: Record<string, string> = {}
    for (const [index, segment] of segments.entries()) {
      const given = decodeURIComponent(path[index] ?? '')
      const name = /^\[(.+)\]$/.exec(segment)?.[1]
      if (name !== undefined) params[name] = given
      else if (segment !== given) return []
    }
    return [{ load, params, rank: Object.keys(params).length }]
  })
  return matches.sort((a, b) => a.rank - b.rank)[0] ?? null
}

function toRequest(incoming: IncomingMessage, url: URL): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one)
  }
  const method = incoming.method ?? 'GET'
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers })
  const body = Readable.toWeb(incoming) as unknown as globalThis.ReadableStream<Uint8Array>
  return new Request(url, { method, headers, body, duplex: 'half' } as RequestInit)
}
