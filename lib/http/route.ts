import type { z } from 'zod'
import { type App, getApp } from '@/lib/app'
import { type Viewer, viewerOf } from '@/lib/domain/context'
import { AppError, inField } from '@/lib/errors'
import { isReadable, parse, readJson } from '@/lib/http/bodies/body'
import type { LimitedBy, LimitName } from '@/lib/http/limits/rate-limits'
import { Answer } from '@/lib/http/serving/answer'
import type { Handler } from '@/lib/http/serving/handler'
import type { ApiRequest } from '@/lib/http/serving/request'
import { Id } from '@/lib/schema/common'
import { encodeJson } from '@/lib/schema/json'
import { leadTo, movedPath } from './moved'
import { problem, rateLimited, toAppError } from './problem'
import { type Caller, hasCredentials, readCaller, requireOwnOrigin } from './session'

interface Inputs<B extends z.ZodType, Q extends z.ZodType> {
  /**
   * `optional`: a caller without a token is served too; one with a refused token is not. `none`: nobody is anybody here,
   * and so pages of any other site may ask too.
   */
  auth?: 'required' | 'optional' | 'none'
  /** What the request counts as, if not as any other that reads or writes. */
  limit?: LimitName
  /** On each of its answers that it does not make itself, refusals too. */
  headers?: Readonly<Record<string, string>>
  /** The same for all who have not signed in: cached for them while it is right. */
  cache?: boolean
  /** Schema of the JSON body. */
  body?: B
  /** Schema of the query's parameters. */
  query?: Q
}

export interface RouteCall<Body, Query, WhoAsks> {
  app: App
  request: ApiRequest
  params: Record<string, string>
  body: Body
  query: Query
  /** The signed-in user; null only where `auth` is optional. */
  viewer: WhoAsks
  caller: Caller | null
}

type ViewerOf<A> = A extends 'required' ? Viewer : Viewer | null

/** https://fetch.spec.whatwg.org/#http-access-control-allow-origin */
const FOR_ALL_SITES = { 'access-control-allow-origin': '*' }

/**
 * A route with nothing of Next in it: who calls, is it allowed from there, is the input right, then `handle`. What it
 * returns is sent as JSON, unless it is an `Answer`; what it throws as a problem document.
 */
export function route<
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  A extends 'required' | 'optional' | 'none' = 'required',
>(
  inputs: Inputs<B, Q> & { auth?: A },
  handle: (call: RouteCall<z.infer<B>, z.infer<Q>, ViewerOf<A>>) => Promise<unknown>,
): Handler {
  const headers = { ...(inputs.auth === 'none' && FOR_ALL_SITES), ...inputs.headers }
  const serve: Handler = async (request, call) => {
    const app = getApp()
    try {
      const limit = inputs.limit ?? (request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'write')
      // Before the token is looked at: also who sends wrong ones is counted.
      await count(app, limit, 'ip', request.ip)
      const cache = inputs.cache && !hasCredentials(request) ? app.responses : null
      const found = cache?.find(request.target)
      if (found !== undefined) return found
      const version = app.db.version()
      const caller = inputs.auth === 'none' ? null : await readCaller(app, request)
      if (caller !== null) {
        call.userId = caller.session.userId
        await count(app, limit, 'user', call.userId)
      }
      if (caller === null && (inputs.auth ?? 'required') === 'required') throw new AppError('unauthorized')
      if (inputs.auth !== 'none') requireOwnOrigin(app, request, caller)
      const result = await handle({
        app,
        request,
        caller,
        params: readParams(call.params),
        body: inputs.body ? parse(inputs.body, await readJson(request)) : undefined,
        query: inputs.query ? parse(inputs.query, readQuery(request)) : undefined,
        viewer: (caller && viewerOf(caller.session.userId)) as ViewerOf<A>,
      } as RouteCall<z.infer<B>, z.infer<Q>, ViewerOf<A>>)
      const answer = result instanceof Answer ? result : json(result, { headers })
      cache?.keep(request.target, version, answer, String(answer.body).length)
      return answer
    } catch (error) {
      const moved = movedPath(error, request.target)
      if (moved !== null) return leadTo(moved, headers)
      return refuse(app, request, error, headers)
    }
  }
  return Object.assign(serve, { anySite: inputs.auth === 'none', headers })
}

/** What cannot be read names nothing: throws `not_found`. */
function readParams(params: Record<string, string>): Record<string, string> {
  const entries = Object.entries(params)
  if (!entries.every(([, value]) => isReadable(value))) throw new AppError('not_found')
  return Object.fromEntries(entries.map(([name, value]) => [name, value.normalize('NFC')]))
}

/** The mark that stands in an address that is decoded for bytes that are no UTF-8. */
const UNDECODABLE = '\ufffd'

/** Throws `validation_failed` for what is not UTF-8; the schema and `parse` see to the rest. */
function readQuery({ query }: ApiRequest): Record<string, string> {
  for (const [name, value] of query) {
    if (value.includes(UNDECODABLE))
      throw new AppError('validation_failed', inField(name, { code: 'malformed' }, 'Must be UTF-8'))
  }
  return Object.fromEntries(query)
}

/** Throws `rate_limited`, with `retryAfterSeconds`, when there were too many requests of this kind. */
async function count(app: App, limit: LimitName, by: LimitedBy, who: string): Promise<void> {
  const retryAfterSeconds = await app.limits.take(limit, by, who)
  if (retryAfterSeconds > 0) throw rateLimited(retryAfterSeconds)
}

function refuse(
  app: App,
  { method, path, requestId }: ApiRequest,
  error: unknown,
  headers: Record<string, string>,
): Answer {
  const refusal = toAppError(error)
  if (refusal.code === 'internal') {
    app.log.error({ err: error, method, path, requestId }, 'request failed')
  } else if (refusal.code === 'unavailable' && refusal.cause instanceof Error) {
    // Without what was asked for: a statement's values may be what somebody else must not read.
    const { message } = innermost(refusal.cause)
    app.log.warn({ reason: message, method, path, requestId }, 'request not served')
  }
  return problem(refusal, headers)
}

function innermost(error: Error): Error {
  return error.cause instanceof Error ? innermost(error.cause) : error
}

interface JsonOptions {
  status?: number
  headers?: Answer['headers']
}

export function json(value: unknown, { status = 200, headers = {} }: JsonOptions = {}): Answer {
  const allHeaders = { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers }
  return new Answer(status, allHeaders, encodeJson(value))
}

export function noContent(): Answer {
  return new Answer(204, {}, null)
}

/** An id from the path. What is no id names nothing: throws `not_found`. */
export function idParam(params: Record<string, string>, name = 'id'): string {
  const parsed = Id.safeParse(params[name])
  if (!parsed.success) throw new AppError('not_found')
  return parsed.data.toLowerCase()
}

export function textParam(params: Record<string, string>, name: string): string {
  const value = params[name]
  if (value === undefined) throw new AppError('not_found')
  return value
}
