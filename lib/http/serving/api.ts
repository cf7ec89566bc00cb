import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '@/lib/errors'
import { problem } from '@/lib/http/problem'
import { Answer, send } from './answer'
import { answer, type Handler } from './handler'
import { handlerFor } from './methods'
import { ApiRequest, type Sender } from './request'
import { createRouter, type RouteTable } from './router'

/** Serves a request when its address is the API's, and says whether it is. */
export type Api = (incoming: IncomingMessage, outgoing: ServerResponse, sender: Sender) => boolean

/** What is no address of the API is refused as everything is refused here, not with a page. */
const refuseUnknown: Handler = async () =>
  problem(new AppError('not_found', { detail: 'There is no such address.' }))

/** The route modules, served without Next. */
export function createApi(table: RouteTable): Api {
  const find = createRouter(table)
  return (incoming, outgoing, sender) => {
    const request = new ApiRequest(incoming, sender)
    const moved = withoutTrailingSlash(request.path)
    const path = moved ?? request.path
    const found = find(path)
    if (found === null && !path.startsWith('/api/')) return false
    if (moved !== null) {
      void send(outgoing, redirect(moved, request.target))
      return true
    }
    const handle = found === null ? refuseUnknown : handlerFor(found.module, request.method)
    void answer(handle, request, found?.params ?? {}, found?.route ?? null).then((result) =>
      send(outgoing, result),
    )
    return true
  }
}

/** An address has one spelling, and the other leads there. */
function withoutTrailingSlash(path: string): string | null {
  return path.length > 1 && path.endsWith('/') ? path.replace(/\/+$/, '') : null
}

function redirect(path: string, target: string): Answer {
  const mark = target.indexOf('?')
  const location = path + (mark === -1 ? '' : target.slice(mark))
  return new Answer(308, { location }, location)
}
