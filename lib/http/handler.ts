import { getApp } from '@/lib/app'
import { type Answer, toResponse } from './answer'
import { type ApiRequest, fromWeb } from './request'

/** What answers a request. It never throws. `userId` is set as soon as it is known, for the log. */
export type Run = (request: ApiRequest, call: RunCall) => Promise<Answer>

interface Context {
  params: Promise<Record<string, string | string[]>>
}

export interface RunCall {
  params: Record<string, string>
  userId: string | null
}

/** What a route module exports: Next calls it with a web `Request`; our own server calls `run` without one. */
export interface Handler {
  (request: Request, context: Context): Promise<Response>
  run: Run
}

export function handler(run: Run): Handler {
  const serve = async (request: Request, context: Context) =>
    toResponse(await answer(run, fromWeb(request), await readParams(context)))
  return Object.assign(serve, { run })
}

/** The rest of a path, which is a list, is of use to nobody here. */
async function readParams({ params }: Context): Promise<Record<string, string>> {
  // Next has none for an address without variables, whatever its types say.
  const entries = Object.entries((await params) ?? {})
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** Runs a handler and tells what came of it. `route` is the address as the table has it, where it is known. */
export async function answer(
  run: Run,
  request: ApiRequest,
  params: Record<string, string>,
  route: string | null = null,
): Promise<Answer> {
  const startedAt = performance.now()
  const call: RunCall = { params, userId: null }
  const result = await run(request, call)
  getApp().requests.answered({
    method: request.method,
    path: request.path,
    route,
    status: result.status,
    ms: performance.now() - startedAt,
    userId: call.userId,
    ip: request.ip,
    requestId: request.requestId,
  })
  return result
}
