import { expect, it } from 'vitest'
import { type ChannelKind, channels } from './channel-names'
import { channelPolicy, readersOf } from './channel-policy'
import { parseChannel } from './channels'

const ME = '01a2092a-bd12-7000-acda-80f73a3bd7c0'

it.each(['imaginary', 'constructor', '__proto__', '', 'Post'])(
  '[C5] lets nobody read the unknown kind %j',
  (kind) => {
    expect(readersOf(kind)).toBe('nobody')
    expect(parseChannel(`${kind}:${ME}`, ME)).toBeNull()
  },
)

it('[C5] lets nobody read what is between processes', () => {
  expect(readersOf('session')).toBe('nobody')
  expect(parseChannel(`session:${ME}`, ME)).toBeNull()
})

it('[C5] does not compile without a line for each kind', () => {
  // @ts-expect-error: `imaginary` has no line
  const policy: Record<ChannelKind | 'imaginary', unknown> = channelPolicy
  expect(Object.keys(policy).sort()).toEqual(Object.keys(channels).sort())
})
