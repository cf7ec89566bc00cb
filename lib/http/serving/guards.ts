import type { IncomingMessage } from 'node:http'
import { AppError } from '@/lib/errors'
import { problem } from '@/lib/http/problem'
import type { Answer } from './answer'

const SOCKET_PATH = '/ws'
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

export function isSocketPath(request: IncomingMessage): boolean {
  return pathOf(request) === SOCKET_PATH
}

/** What neither a page nor the API could make sense of is refused at the door; null for everything else. */
export function refuseUnreadable(request: IncomingMessage): Answer | null {
  if (!METHODS.has(request.method ?? '')) {
    return problem(new AppError('method_not_allowed'), { allow: [...METHODS].join(', ') })
  }
  const path = pathOf(request)
  if (!path.startsWith('/') || /%(?![0-9a-f]{2})/i.test(path)) {
    return problem(new AppError('bad_request', { detail: 'The address cannot be read.' }))
  }
  // It can be read, and what it says is no text: it names nothing.
  if (!isUtf8(path)) return problem(new AppError('not_found'))
  if (path === '/api') return problem(new AppError('not_found'))
  // RFC 9110 section 15.5.22: the socket is there, but not for a plain request.
  if (path === SOCKET_PATH)
    return problem(new AppError('upgrade_required'), { upgrade: 'websocket', connection: 'Upgrade' })
  return null
}

/** As it was sent: a `URL` would throw for some of what can be sent. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? ''
}

function isUtf8(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
