import { afterAll, beforeAll, expect, it } from 'vitest'
import { newKeypair } from '@/lib/ledger/keypair'
import { ACCOUNT_MIN_LAMPORTS } from '@/lib/ledger/port'
import { ApiClient } from '@/tests/support/app/api-client'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let anonymous: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  anonymous = new ApiClient(app.url)
})
afterAll(() => app.close())

const airdrop = (wallet: unknown, lamports: unknown) =>
  anonymous.post('/api/dev/airdrop', { wallet, lamports })

it('fills a wallet from nowhere, and two equal ones at once are two', async () => {
  const { address } = newKeypair()
  const replies = await Promise.all([airdrop(address, 2_000_000), airdrop(address, 2_000_000)])
  expect(new Set(replies.map((reply) => reply.json.signature)).size).toBe(2)
  expect((await airdrop(address, 1_000_000)).json.balanceLamports).toBe(5_000_000n)
  expect(await app.app.ledger.balance(address)).toBe(5_000_000n)
})

it('is refused for what is no wallet and no amount', async () => {
  const { address } = newKeypair()
  ;(await airdrop('nobody', 2_000_000)).fieldErrors('wallet')
  for (const lamports of [0, -1, 0.5, 2e15, '5', null]) {
    ;(await airdrop(address, lamports)).fieldErrors('lamports')
  }
  // Too little to open an account with.
  ;(await airdrop(address, Number(ACCOUNT_MIN_LAMPORTS) - 1)).problem('transaction_failed')
  expect(await app.app.ledger.balance(address)).toBe(0n)
})

it('is not there when the ledger is a real one', async () => {
  const { faucet } = app.app
  app.app.faucet = null
  ;(await airdrop(newKeypair().address, 2_000_000)).problem('not_found')
  app.app.faucet = faucet
})
