import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { apiFetch } from '@/lib/client/api/api-fetch'
import type { Me } from '@/lib/schema/session'
import { keys } from './query-keys'
import { Refresher } from './refresh'
import { adoptSession, followReader } from './session-cache'

const ann = { id: 'ann' } as Me
const ben = { id: 'ben' } as Me
let client: QueryClient
let refresher: Refresher
const kept = () => client.getQueryData(keys.post('p'))

beforeEach(() => {
  client = new QueryClient()
  client.setQueryData(keys.me, ann)
  refresher = new Refresher(client)
  followReader(refresher)
  client.setQueryData(keys.post('p'), 'what ann has bought')
})
afterEach(() => {
  client.clear()
  vi.unstubAllGlobals()
})

it('forgets what a reader saw in the moment in which they go, or another comes', () => {
  adoptSession(refresher, null)
  expect(kept()).toBeUndefined()
  client.setQueryData(keys.me, ann)
  client.setQueryData(keys.post('p'), 'again')
  client.setQueryData(keys.me, ben)
  expect(kept()).toBeUndefined()
})

it('keeps everything while only their name changes', () => {
  adoptSession(refresher, { ...ann, displayName: 'Ann' } as Me)
  expect(kept()).toBe('what ann has bought')
})

it('gives what one reader asked for to no other', async () => {
  let answer = (_response: Response) => {}
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise<Response>((resolve) => {
        answer = resolve
      }),
  )
  const asked = apiFetch('/api/posts/p')
  adoptSession(refresher, ben)
  answer(new Response('"what ann has bought"'))
  await expect(asked).rejects.toMatchObject({ code: 'offline' })
})
