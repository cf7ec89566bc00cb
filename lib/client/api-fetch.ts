import { decodeJson, encodeJson } from '@/lib/schema/json'
import { offlineError, toApiError } from './api-error'

/** Longer than the server waits for a payment to be confirmed. */
const TIMEOUT_MS = 30_000

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  query?: Record<string, string | number | undefined>
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
}

/**
 * One call of the API with the session cookie. Amounts come back as `bigint`.
 * Throws `ApiError`; its code is `offline` when no answer came. A call that was aborted throws the reason of it.
 */
export async function apiFetch<T>(path: string, options: CallOptions = {}): Promise<T> {
  const { method = 'GET', body, query = {}, headers = {}, signal } = options
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const isForm = body instanceof FormData
  let response: Response
  let text: string
  try {
    response = await fetch(path + toSearch(query), {
      method,
      headers: body === undefined || isForm ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: isForm ? body : encodeJson(body) }),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    })
    text = await response.text()
  } catch (error) {
    if (signal?.aborted) throw error
    throw offlineError()
  }
  const value = text === '' ? undefined : parse(text)
  if (!response.ok) throw toApiError(response.status, value)
  return value as T
}

function parse(text: string): unknown {
  try {
    return decodeJson(text)
  } catch {
    return undefined
  }
}

function toSearch(query: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return search.size === 0 ? '' : `?${search}`
}
