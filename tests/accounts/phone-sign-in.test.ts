import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Keypair, newKeypair } from '@/lib/ledger/keypair'
import { buildProof } from '@/lib/ledger/payment-build'
import { signTransaction } from '@/lib/ledger/transaction'
import { PhoneSignIn, SignInReply } from '@/lib/schema/session'
import { ApiClient } from '@/tests/support/app/api-client'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'

let app: TestApp
let browser: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  browser = new ApiClient(app.url)
})
afterAll(() => app.close())

const begin = async () => (await browser.post('/api/auth/phone')).as(PhoneSignIn, 201)
const finish = ({ reference, secret }: Pick<PhoneSignIn, 'reference' | 'secret'>) =>
  browser.post(`/api/auth/phone/${reference}/session`, { secret })

async function newWallet(): Promise<Keypair> {
  const wallet = newKeypair()
  await app.fund(wallet.address, 1_000_000_000n)
  return wallet
}

async function scan(reference: string, account: string) {
  return browser.post(`/api/auth/phone/${reference}`, { account })
}

/** What the wallet on a phone does with a code. */
async function answer(reference: string, wallet: Keypair): Promise<void> {
  const { transaction } = (await scan(reference, wallet.address)).json as { transaction: string }
  const signed = signTransaction(Buffer.from(transaction, 'base64'), wallet)
  expect(await app.app.ledger.send(signed)).toMatchObject({ outcome: 'accepted' })
}

it('signs the browser in that shows the code, for the network’s fee, and once', async () => {
  const wallet = await newWallet()
  const begun = await begin()
  expect((await browser.get(`/api/auth/phone/${begun.reference}`)).json).toMatchObject({ label: 'Fonana' })
  const waiting = await finish(begun)
  expect([waiting.status, waiting.json]).toEqual([202, { pending: true }])
  expect(waiting.headers.get('set-cookie')).toBeNull()

  await answer(begun.reference, wallet)
  const reply = await finish(begun)
  expect(reply.as(SignInReply).user.wallet).toBe(wallet.address)
  expect(reply.headers.get('set-cookie')).toContain('fonana_session=')
  expect(await app.app.ledger.balance(wallet.address)).toBe(1_000_000_000n - 5_000n)
  ;(await finish(begun)).problem('not_found')
  ;(await scan(begun.reference, wallet.address)).problem('not_found')
})

it('gives nothing to who only saw the code, nor after three minutes', async () => {
  const begun = await begin()
  const other = await begin()
  await answer(begun.reference, await newWallet())
  ;(await finish({ reference: begun.reference, secret: other.secret })).problem('not_found')
  app.clock.advance(3 * 60_000)
  ;(await finish(begun)).problem('not_found')
})

it('is no proof when it was made for another code, or only names this one', async () => {
  const [mine, theirs] = [await begin(), await begin()]
  const wallet = await newWallet()
  await answer(theirs.reference, wallet)
  expect((await finish(mine)).status).toBe(202)
  const text = `Sign in to Fonana on another device: ${theirs.reference}`
  const proof = { wallet: wallet.address, reference: mine.reference, text }
  const latest = await app.app.ledger.latestBlockhash()
  await app.app.ledger.send(signTransaction(buildProof(proof, latest), wallet))
  expect((await finish(mine)).status).toBe(202)
})

it('is for the first wallet that proves itself', async () => {
  const begun = await begin()
  const first = await newWallet()
  await answer(begun.reference, first)
  await answer(begun.reference, await newWallet())
  expect((await finish(begun)).as(SignInReply).user.wallet).toBe(first.address)
})

it('says what it is in the language that the wallet asks in', async () => {
  const { reference } = await begin()
  const ask = (language: string) =>
    browser.post(
      `/api/auth/phone/${reference}`,
      { account: newKeypair().address },
      { 'accept-language': language },
    )
  expect((await ask('en')).json).toMatchObject({ message: 'Sign in to Fonana. It moves no funds.' })
  expect((await ask('ru-RU,ru')).json).toMatchObject({
    message: 'Вход в Fonana. Средства не переводятся.',
  })
})
