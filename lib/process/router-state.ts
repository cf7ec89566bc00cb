import type { IncomingMessage, ServerResponse } from 'node:http'
// What Next itself would read it by, and throw: not exported, and held by a test (e2e/process/odd-requests.spec.ts).
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'
import { AppError } from '@/lib/errors'
import { problem } from '@/lib/http/problem'
import { send } from '@/lib/http/serving/answer'

type Pages = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown

/** In which a page's script says what it shows already. */
const STATE_HEADER = 'next-router-state-tree'
/** By which a form of Next's would call a function on the server. There are none here. */
const ACTION_HEADER = 'next-action'

/** Next answers what it cannot read with a plain 500, and a stack in the log for each: here it is refused before. */
export function refuseMalformedState(pages: Pages): Pages {
  return (incoming, outgoing) => {
    if (isReadable(incoming)) return pages(incoming, outgoing)
    return send(outgoing, problem(new AppError('bad_request', { detail: 'A header cannot be read.' })))
  }
}

function isReadable({ headers }: IncomingMessage): boolean {
  if (headers[ACTION_HEADER] !== undefined) return false
  try {
    parseAndValidateFlightRouterState(headers[STATE_HEADER])
    return true
  } catch {
    return false
  }
}
