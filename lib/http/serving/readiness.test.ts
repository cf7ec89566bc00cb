import { expect, it } from 'vitest'
import type { App } from '@/lib/app'
import { decodeJson } from '@/lib/schema/json'
import { answerReadiness } from './readiness'

const ALL = { serving: true, database: true, schema: true, ledger: true, broker: true, storage: true }

async function ask(away: Partial<typeof ALL>) {
  const is = { ...ALL, ...away }
  const { status, body } = await answerReadiness({
    serving: () => is.serving,
    db: {
      ping: () => (is.database ? Promise.resolve() : Promise.reject(new Error('away'))),
      schemaIsKnown: async () => is.schema,
    },
    ledger: { ready: async () => is.ledger },
    broker: { ready: () => is.broker },
    store: { ready: async () => is.storage },
  } as unknown as App)
  return { status, said: decodeJson(String(body)) }
}

it('is ready when everything is there', async () => {
  expect(await ask({})).toEqual({ status: 200, said: { status: 'ready', checks: ALL } })
})

it.each(['broker', 'storage'] as const)('goes on without the %s, and says so', async (name) => {
  const checks = { ...ALL, [name]: false }
  expect(await ask({ [name]: false })).toEqual({ status: 200, said: { status: 'degraded', checks } })
})

it.each(['serving', 'database', 'schema', 'ledger'] as const)('is not ready without %s', async (name) => {
  const checks = { ...ALL, [name]: false, broker: false }
  expect(await ask({ [name]: false, broker: false })).toEqual({
    status: 503,
    said: { status: 'unavailable', checks },
  })
})
