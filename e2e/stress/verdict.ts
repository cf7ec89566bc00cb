import type { Promised, Secret } from './actions'
import type { Heard, StressClient } from './client'
import type { Truth } from './truth'

const LIKES = new Set(['post_liked', 'post_unliked'])

/** Everything that is not as it was promised; nothing, when all is well. */
export function judge(
  clients: readonly StressClient[],
  truth: Truth,
  promised: readonly Promised[],
  secrets: readonly Secret[],
): string[] {
  const faults = truth.holes()
  for (const { channel, what, says } of promised) {
    if (!truth.some(channel, says)) faults.push(`answered, but never written: ${what} on ${channel}`)
  }
  for (const client of clients) {
    for (const [channel, heard] of client.channels) {
      faults.push(...heard.wrong)
      if (!client.signedOut) faults.push(...findLost(channel, heard, truth))
      faults.push(...findAltered(channel, heard, truth))
      faults.push(...findLeaks(client.userId, channel, heard, secrets))
    }
    if (client.signedOut && client.isLive) faults.push(`${client.userId} is signed out and still connected`)
  }
  return faults
}

/** What was committed, was not excused, and did not come. Of likes only the newest of a row has to. */
function findLost(channel: string, heard: Heard, truth: Truth): string[] {
  const faults: string[] = []
  const came = new Set(heard.events.map(({ offset }) => offset))
  const isExcused = (offset: number) =>
    heard.excused.some(({ after, upTo }) => offset > after && offset <= upTo)
  const top = truth.top(channel)
  for (let offset = 1; offset <= top; offset += 1) {
    if (came.has(offset) || isExcused(offset)) continue
    const event = truth.event(channel, offset)
    const isMerged =
      event !== undefined && LIKES.has(event.type) && hasLaterLike(channel, offset, came, truth)
    if (!isMerged) faults.push(`lost: ${channel} ${offset} ${event?.type}`)
  }
  return faults
}

/** A later like of the same post that came: its count says what this one would have said. */
function hasLaterLike(channel: string, from: number, came: Set<number>, truth: Truth): boolean {
  const postId = truth.event(channel, from)?.data.postId
  for (let offset = from + 1; offset <= truth.top(channel); offset += 1) {
    const event = truth.event(channel, offset)
    if (event !== undefined && LIKES.has(event.type) && event.data.postId === postId && came.has(offset))
      return true
  }
  return false
}

function findAltered(channel: string, heard: Heard, truth: Truth): string[] {
  return heard.events.flatMap(({ offset, frame }) => {
    const event = truth.event(channel, offset)
    if (event === undefined) return [`sent, but never committed: ${channel} ${offset} ${frame.type}`]
    const { comment: _, ...sent } = frame.data ?? {}
    const { comment: __, ...written } = event.data
    const isSame = event.type === frame.type && canonical(sent) === canonical(written)
    return isSame ? [] : [`altered: ${channel} ${offset} ${canonical(sent)} is not ${canonical(written)}`]
  })
}

function findLeaks(userId: string, channel: string, heard: Heard, secrets: readonly Secret[]): string[] {
  const hidden = secrets.filter((secret) => secret.channel === channel && !secret.readers.has(userId))
  return heard.events.flatMap(({ frame }) => {
    const body = (frame.data?.comment as { body?: string } | undefined)?.body
    return hidden.some(({ text }) => text === body) ? [`leaked: ${body} to ${userId}`] : []
  })
}

/** The same text for the same content, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
