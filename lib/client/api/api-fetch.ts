import { noteServerDate } from '@/lib/client/server-time'
import { decodeJson, encodeJson } from '@/lib/schema/json'
import { offlineError, onlyLookingError, toApiError } from './api-error'
import { readerCount } from './reader'
import { isVisitorView } from './visitor-view'

/** Longer than the server waits for a payment to be confirmed. */
const TIMEOUT_MS = 30_000

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  query?: Record<string, string | number | null | undefined>
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
  /** It goes on when its page is left. */
  outlivesPage?: boolean
  /** For all of it, where a usual call's time is not enough. */
  timeoutMs?: number
}

/**
 * One call of the API with the session cookie. Amounts come back as `bigint`.
 * Throws `ApiError`; its code is `offline` when no answer came, `only_looking` where the page is seen as by a visitor. A call
 * that was aborted throws the reason of it.
 */
export async function apiFetch<T>(path: string, options: CallOptions = {}): Promise<T> {
  const { method = 'GET', body, query = {}, headers = {}, signal, timeoutMs = TIMEOUT_MS } = options
  // What somebody has deleted goes, though they leave the page at once.
  const { outlivesPage = method === 'DELETE' } = options
  if (isVisitorView() && method !== 'GET') throw onlyLookingError()
  const timeout = AbortSignal.timeout(timeoutMs)
  const isRaw = body instanceof FormData || body instanceof Blob
  const reader = readerCount()
  let response: Response
  let text: string
  try {
    response = await fetch(path + toSearch(query), {
      method,
      headers: body === undefined || isRaw ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: isRaw ? body : encodeJson(body) }),
      keepalive: outlivesPage,
      credentials: isVisitorView() ? 'omit' : 'same-origin',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    })
    noteServerDate(response.headers.get('date'))
    text = await response.text()
  } catch (error) {
    if (signal?.aborted) throw error
    throw offlineError()
  }
  const value = text === '' ? undefined : parse(text)
  if (!response.ok) throw toApiError(response.status, value)
  // It is somebody else's page by now.
  if (value !== undefined && reader !== readerCount()) throw offlineError()
  return value as T
}

function parse(text: string): unknown {
  try {
    return decodeJson(text)
  } catch {
    return undefined
  }
}

function toSearch(query: NonNullable<CallOptions['query']>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value != null) search.set(name, String(value))
  return search.size === 0 ? '' : `?${search}`
}
