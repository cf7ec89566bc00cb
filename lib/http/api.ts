import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '@/lib/errors'
import { Answer, send } from './answer'
import { answer } from './handler'
import { problem } from './problem'
import { NodeRequest, type Sender } from './request'
import { createRouter, handlerOf, type RouteTable } from './router'

/** Serves a request when its address is one of the table's, and says whether it is. */
export type Api = (incoming: IncomingMessage, outgoing: ServerResponse, sender: Sender) => boolean

/** The API without Next's machinery: the very same route modules, called directly. */
export function createApi(table: RouteTable): Api {
  const find = createRouter(table)
  return (incoming, outgoing, sender) => {
    const request = new NodeRequest(incoming, sender)
    const moved = withoutTrailingSlash(request.path)
    const found = find(moved ?? request.path)
    if (found === null) return false
    const run = handlerOf(found.module, request.method)?.run
    if (moved !== null) void send(outgoing, redirect(moved, incoming.url ?? ''))
    else if (run === undefined) void send(outgoing, problem(new AppError('method_not_allowed')))
    else void answer(run, request, found.params, found.route).then((result) => send(outgoing, result))
    return true
  }
}

/** As Next has it: an address has one spelling, and the other leads there. */
function withoutTrailingSlash(path: string): string | null {
  return path.length > 1 && path.endsWith('/') ? path.replace(/\/+$/, '') : null
}

function redirect(path: string, target: string): Answer {
  const mark = target.indexOf('?')
  const location = path + (mark === -1 ? '' : target.slice(mark))
  return new Answer(308, { location }, location)
}
