import { refusalIn } from '@/lib/errors'
import { Answer } from '@/lib/http/serving/answer'

/** Addresses that name a creator: up to the handle, the handle, and what follows. */
const OF_CREATOR = [
  /^(\/(?:api\/)?creators\/)([^/?]+)([/?].*)?$/,
  /^(\/join\/)([^/?]+)(\?.*)?$/,
  /^(\/feeds\/)([^/?]+?)(\.xml(?:\?.*)?)$/,
]

/**
 * Where an address leads that names a creator by a handle they had before: the same one with the handle that they have now,
 * query and all. Null where `error` says nothing of the kind. `target`: path and query, as they were sent.
 */
export function movedPath(error: unknown, target: string): string | null {
  const movedTo = refusalIn(error)?.extra?.movedTo
  if (typeof movedTo !== 'string') return null
  for (const pattern of OF_CREATOR) {
    const [, before, , after = ''] = pattern.exec(target) ?? []
    if (before !== undefined) return before + movedTo + after
  }
  return null
}

/**
 * Not to be kept: who takes their former handle back turns the way around, and two answers that a browser has kept would
 * send it to and fro. https://www.rfc-editor.org/rfc/rfc9110#section-15.4.9
 */
export function leadTo(path: string, headers: Answer['headers'] = {}): Answer {
  return new Answer(308, { location: path, 'cache-control': 'no-store', ...headers }, path)
}
