import type { WalletAccount } from '@wallet-standard/base'
import { vi } from 'vitest'
import {
  airdrop,
  getPurchase,
  getQuote,
  giveUpPurchase,
  listPurchases,
  openPurchase,
  requestNonce,
  signInWith,
  submitPurchase,
} from '@/lib/client/api/api'
import { toBase64 } from '@/lib/client/base64'
import { PurchaseFlow } from '@/lib/client/paying/purchase-flow'
import type { PurchaseServices } from '@/lib/client/paying/purchase-services'
import { itemKey } from '@/lib/client/paying/purchase-state'
import { generateKey } from '@/lib/client/wallets/demo-keys'
import { DemoWallet } from '@/lib/client/wallets/demo-wallet'
import { connectWallet, findAccount, signInWithWallet, signTransaction } from '@/lib/client/wallets/wallet'
import { LAMPORTS_PER_SOL } from '@/lib/money'
import type { PurchaseItem } from '@/lib/schema/purchases'
import type { TestApp } from '@/tests/support/app/start-app'

/** A browser with a demo wallet in it and a network that can break. */
export class Buyer {
  readonly #app: TestApp
  #keys: CryptoKeyPair | null = null
  readonly wallet = new DemoWallet({
    load: async () => this.#keys,
    make: async () => (this.#keys ??= await generateKey()),
  })
  account!: WalletAccount
  token = ''
  signatures = 0
  /** Breaks a call: before it reaches the server, or its answer. */
  broken: { path: RegExp; when: 'before' | 'after' } | null = null
  refuses = false
  /** Signs nothing that it does not send itself. */
  sendsItself = false
  hasWallet = true
  readonly stored = new Map<string, string>()

  constructor(app: TestApp) {
    this.#app = app
    const realFetch = globalThis.fetch
    vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
      // The other people of the test have a network of their own.
      if (!path.startsWith('/')) return realFetch(path, init)
      const breaks = this.broken?.path.test(`${init.method ?? 'GET'} ${path}`) ? this.broken.when : null
      if (breaks === 'before') throw new TypeError('Failed to fetch')
      const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${this.token}` }
      const response = await realFetch(app.url + path, {
        ...init,
        headers: this.token ? headers : init.headers,
      })
      if (breaks === 'after') throw new TypeError('Failed to fetch')
      return response
    })
  }

  async signIn(): Promise<void> {
    const connected = await connectWallet(this.wallet)
    if (!connected.ok) throw new Error(connected.message)
    this.account = connected.account
    const offer = await requestNonce(this.account.address)
    const signed = await signInWithWallet(this.wallet, this.account, offer)
    if (!signed.ok) throw new Error(signed.message)
    const signature = toBase64(signed.signature)
    this.token = (await signInWith({ wallet: this.account.address, message: offer.message, signature })).token
    await airdrop(this.account.address, LAMPORTS_PER_SOL)
  }

  /** A dialog that opens on `item`, in the same tab or another. */
  flow(what: PurchaseItem, tab = 'this'): { flow: PurchaseFlow; states: string[]; confirmed: string[] } {
    const states: string[] = []
    const confirmed: string[] = []
    const services: PurchaseServices = {
      api: { getQuote, openPurchase, submitPurchase, getPurchase, giveUpPurchase },
      findAccount: () => findAccount(this.hasWallet ? [this.wallet] : [], this.account.address),
      sign: async (...input) => {
        if (this.refuses) return { ok: false, reason: 'rejected', message: 'no' }
        this.signatures += 1
        const signed = await signTransaction(...input, 'embedded')
        if (!this.sendsItself || !signed.ok || signed.transaction === null) return signed
        await this.#app.app.ledger.send(signed.transaction)
        return { ok: true, transaction: null }
      },
      pending: {
        get: (one) => this.stored.get(tab + itemKey(one)) ?? null,
        set: (one, id) => {
          if (id === null) this.stored.delete(tab + itemKey(one))
          else this.stored.set(tab + itemKey(one), id)
        },
      },
      onConfirmed: ({ id }) => confirmed.push(id),
    }
    const flow = new PurchaseFlow(what, services)
    flow.onChange(() => states.push(flow.state.status))
    return { flow, states, confirmed }
  }

  async paid(): Promise<bigint> {
    const purchases = (await listPurchases({})).items
    return purchases
      .filter(({ status }) => status === 'confirmed')
      .reduce((sum, one) => sum + one.amountLamports, 0n)
  }

  async statuses(): Promise<string[]> {
    return (await listPurchases({})).items.map(({ status }) => status)
  }
}
