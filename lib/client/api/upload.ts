import type { MediaPreview } from '@/lib/schema/posts'
import { ApiError } from './api-error'
import { apiFetch } from './api-fetch'

/** The server takes no more than ten of one user: a whole post and an avatar, on two devices. */
const AT_ONCE = 3
/** Longer than the server waits for the rest of one, and then for its turn. */
const TIMEOUT_MS = 240_000
/** How often somebody who is asked to come back does. */
const TRIES_MAX = 5

let running = 0
const waiting: (() => void)[] = []

/** Sends a picture, a few at a time; again with the same key, it is kept once. */
export async function uploadMedia(file: Blob, idempotencyKey: string): Promise<MediaPreview> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await send(file, idempotencyKey)
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

async function send(file: Blob, idempotencyKey: string): Promise<MediaPreview> {
  for (let tries = 1; ; tries += 1) {
    const body = new FormData()
    body.set('file', file)
    try {
      const headers = { 'idempotency-key': idempotencyKey }
      return await apiFetch('/api/media', { method: 'POST', body, headers, timeoutMs: TIMEOUT_MS })
    } catch (error) {
      const waitMs = tries < TRIES_MAX ? waitOf(error) : null
      if (waitMs === null) throw error
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}

/** Null where trying again is for somebody to decide. */
function waitOf(error: unknown): number | null {
  if (!(error instanceof ApiError)) return null
  if (error.code !== 'too_many_uploads' && error.code !== 'uploads_busy') return null
  return Number(error.extra.retryAfterSeconds) * 1_000
}
