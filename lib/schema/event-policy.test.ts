import { expect, it } from 'vitest'
import { audience } from './audience'
import { splitChannel } from './channel-names'
import { readersOf } from './channel-policy'
import { policyOf } from './event-policy'
import { EVENTS, type EventType } from './events'

const TYPES = Object.keys(EVENTS) as EventType[]

/** Has every field, each of which has every field, and is a text. */
const anything: unknown = new Proxy(
  {},
  { get: (_target, name) => (name === Symbol.toPrimitive ? () => 'id' : anything) },
)

/** The kinds of channel that an event goes to. */
function kindsOf(type: EventType): string[] {
  const listOf = audience[type] as (data: unknown, subject: unknown) => string[]
  return listOf(anything, anything).map((channel) => splitChannel(channel).kind)
}

it('[D6] knows every event, and none that is not one', () => {
  for (const type of TYPES) expect(policyOf(type)).not.toBeNull()
  for (const type of ['message', 'constructor', '__proto__', '']) expect(policyOf(type)).toBeNull()
})

it('[R1] has what is redacted for some go whole to owners alone', () => {
  for (const type of TYPES) {
    const redacted = policyOf(type)?.redacted
    if (redacted === undefined) continue
    expect(kindsOf(type)).toContain(redacted.on)
    for (const kind of kindsOf(type))
      expect([redacted.on, 'owner']).toContain(kind === redacted.on ? kind : readersOf(kind))
  }
  expect(policyOf('comment_added')?.redacted).toEqual({ on: 'post', without: ['comment'] })
})

it('[R2] has what changes the rights of a user go to the channel that is heard for everybody who is connected', () => {
  for (const type of TYPES) {
    if (policyOf(type)?.changesRights === 'of-user') expect(new Set(kindsOf(type))).toEqual(new Set(['user']))
  }
})

it('[A4] has what ends a session go to nobody', () => {
  for (const type of TYPES) {
    if (policyOf(type)?.endsSession) expect(kindsOf(type).map(readersOf)).toEqual(['nobody'])
  }
})

it('[M1] merges likes and their taking back with each other, and nothing else', () => {
  const merged = TYPES.filter((type) => policyOf(type)?.merged !== undefined)
  expect(merged).toEqual(['post_liked', 'post_unliked'])
  expect(policyOf('post_liked')?.merged).toEqual(policyOf('post_unliked')?.merged)
})
