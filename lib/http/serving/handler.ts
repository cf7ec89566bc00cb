import { getApp } from '@/lib/app'
import type { Answer } from './answer'
import type { ApiRequest } from './request'

/** What a route module exports under the name of a method: it answers a request, and never throws. */
export interface Handler {
  (request: ApiRequest, call: RunCall): Promise<Answer>
  /** Pages of any other site may ask too. */
  anySite?: boolean
  /** On each of its answers, refusals too. */
  headers?: Readonly<Record<string, string>>
}

export interface RunCall {
  params: Record<string, string>
  /** Set by the handler as soon as it is known, for the log. */
  userId: string | null
}

/** Runs a handler and tells what came of it. `route` is the address as the table has it, where there is one. */
export async function answer(
  handle: Handler,
  request: ApiRequest,
  params: Record<string, string>,
  route: string | null,
): Promise<Answer> {
  const startedAt = performance.now()
  const call: RunCall = { params, userId: null }
  const result = await handle(request, call)
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
