import type { Purchase, PurchaseItem, Quote } from '@/lib/schema/purchases'
import { ApiError, isUnreachable, nullIfMissing, nullIfUnreachable } from './api-error'
import { backoff } from './backoff'
import { fromBase64, toBase64 } from './base64'
import {
  itemKey,
  type PurchaseProblem,
  type PurchaseState,
  problemOf,
  problemOfClosed,
  quoteOf,
  walletProblem,
} from './purchase-state'
import type { FoundAccount, signTransaction } from './wallet'

/** From this many on, looks at a purchase are eight seconds apart. */
const LOOKS_SLOWEST = 4

export interface PurchaseServices {
  api: {
    getQuote(item: PurchaseItem): Promise<Quote>
    openPurchase(item: PurchaseItem, idempotencyKey: string): Promise<Purchase>
    submitPurchase(id: string, transaction: string): Promise<Purchase>
    getPurchase(id: string): Promise<Purchase>
    giveUpPurchase(id: string): Promise<Purchase>
  }
  /** The buyer's own wallet. */
  findAccount(): Promise<FoundAccount>
  sign: typeof signTransaction
  /** Remembers the open purchase of an item over a reload; null forgets it. */
  pending: {
    get(item: PurchaseItem): string | null
    set(item: PurchaseItem, purchaseId: string | null): void
  }
  onConfirmed(purchase: Purchase): void
}

/** One try to pay: what must not be made twice is kept, so that trying again is the same purchase. */
interface Attempt {
  idempotencyKey: string
  purchase: Purchase | null
  /** Base64 of what the wallet signed: sent again as it is, never signed anew while it can still land. */
  signed: string | null
}

/**
 * Buys one item, from the price to the confirmation. Knows nothing of React. Whatever happens in between, the server
 * has the last word: a purchase that was sent is waited for and never paid twice.
 */
export class PurchaseFlow {
  readonly #listeners = new Set<() => void>()
  #state: PurchaseState = { status: 'quoting' }
  #attempt: Attempt = newAttempt()
  /** Grows with every new course of things; what belongs to an earlier one no longer counts. */
  #course = 0
  /** The last try ended without an answer. */
  #wasCutOff = false
  #wake = () => {}

  constructor(
    readonly item: PurchaseItem,
    private readonly services: PurchaseServices,
  ) {}

  get state(): PurchaseState {
    return this.#state
  }

  /** Returns the function that stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Asks for the price, or goes on where a reload interrupted. */
  async open(): Promise<void> {
    const course = this.#begin({ status: 'quoting' })
    await this.#guard(course, async () => {
      const { api, pending } = this.services
      const openId = pending.get(this.item)
      const purchase = openId === null ? null : await api.getPurchase(openId).catch(nullIfMissing)
      if (course !== this.#course) return
      if (purchase?.status === 'confirmed') return this.#confirmed(purchase)
      if (purchase?.status === 'pending') {
        this.#attempt.purchase = purchase
        if (purchase.submitted) return this.#confirm(course, purchase)
        return this.#set({ status: 'quote', quote: quoteOf(purchase) })
      }
      pending.set(this.item, null)
      const quote = await api.getQuote(this.item)
      if (course === this.#course) this.#set({ status: 'quote', quote })
    })
  }

  /** Opens the purchase, has it signed and sends it. */
  async pay(): Promise<void> {
    const course = this.#begin({ status: 'connecting' })
    await this.#guard(course, async () => {
      const found = await this.services.findAccount()
      if (course !== this.#course) return
      if (!found.ok) return this.#fail(walletProblem(found))
      const purchase = await this.#openPurchase()
      if (course !== this.#course) return this.#abandonUnlessSent()
      if (purchase.transaction === null) return this.#fail({ kind: 'expired' })

      this.#set({ status: 'signing' })
      const { wallet, account } = found
      const signed = await this.services.sign(wallet, account, fromBase64(purchase.transaction))
      if (course !== this.#course) return
      if (!signed.ok) return this.#fail(walletProblem(signed))
      this.#attempt.signed = toBase64(signed.transaction)
      await this.#submit(course, purchase, this.#attempt.signed)
    })
  }

  /** From the start, unless something was sent: that is asked after first. */
  async retry(): Promise<void> {
    const { purchase, signed } = this.#attempt
    if (purchase === null) return this.open()
    const course = this.#begin({ status: 'confirming' })
    await this.#guard(course, async () => {
      const current = await this.services.api.getPurchase(purchase.id)
      if (course !== this.#course) return
      if (current.status === 'confirmed') return this.#confirmed(current)
      if (current.status === 'pending' && current.submitted) return this.#confirm(course, current)
      if (current.status === 'pending' && signed !== null && this.#wasCutOff) {
        return this.#submit(course, current, signed)
      }
      await this.#startAnew(current)
    })
  }

  /** Goes on with the purchase that is open already. */
  async resume(): Promise<void> {
    const { purchase } = this.#attempt
    if (purchase === null) return this.open()
    // Another tier of the same creator: nobody pays for what the dialog does not show.
    if (!purchase.submitted && itemKey(purchase.item) !== itemKey(this.item)) return this.giveUp()
    if (!purchase.submitted) return this.pay()
    const course = this.#begin({ status: 'confirming' })
    await this.#guard(course, () => this.#confirm(course, purchase))
  }

  /** Drops the open purchase and asks for the price again. */
  async giveUp(): Promise<void> {
    const { purchase } = this.#attempt
    const course = this.#begin({ status: 'quoting' })
    await this.#guard(course, () => (purchase === null ? this.open() : this.#startAnew(purchase)))
  }

  /** The dialog is gone. What was sent goes on by itself; what was not is given up. */
  close(): void {
    this.#course += 1
    this.#wake()
    this.#abandonUnlessSent()
  }

  /** Something was heard of this purchase: no need to wait for the next look. */
  hint(): void {
    this.#wake()
  }

  async #openPurchase(): Promise<Purchase> {
    const attempt = this.#attempt
    if (attempt.purchase !== null) return attempt.purchase
    const purchase = await this.services.api.openPurchase(this.item, attempt.idempotencyKey)
    this.#keep(purchase)
    return purchase
  }

  #keep(purchase: Purchase): void {
    this.#attempt.purchase = purchase
    this.services.pending.set(this.item, purchase.id)
  }

  async #submit(course: number, purchase: Purchase, signed: string): Promise<void> {
    this.#attempt.purchase = { ...purchase, submitted: true }
    this.#set({ status: 'submitting' })
    try {
      const answer = await this.services.api.submitPurchase(purchase.id, signed)
      if (course === this.#course) await this.#confirm(course, answer)
    } catch (error) {
      // Without an answer nobody knows whether it arrived: it counts as sent.
      const isRefused =
        error instanceof ApiError && !isUnreachable(error) && error.code !== 'already_submitted'
      if (isRefused) this.#attempt.purchase = purchase
      throw error
    }
  }

  /** Waits until the purchase is decided: looks again and again, and at once when something is heard of it. */
  async #confirm(course: number, first: Purchase): Promise<void> {
    let purchase = first
    for (let looks = 0; purchase.status === 'pending'; looks += 1) {
      this.#set({ status: 'confirming' })
      await this.#pause(backoff(Math.min(looks, LOOKS_SLOWEST), 1))
      if (course !== this.#course) return
      purchase = (await this.services.api.getPurchase(purchase.id).catch(nullIfUnreachable)) ?? purchase
      if (course !== this.#course) return
    }
    const problem = problemOfClosed(purchase)
    if (problem === null) return this.#confirmed(purchase)
    this.#forget()
    this.#fail(problem)
  }

  #confirmed(purchase: Purchase): void {
    this.#forget()
    this.services.onConfirmed(purchase)
    if (itemKey(purchase.item) === itemKey(this.item)) this.#set({ status: 'confirmed' })
    else void this.open()
  }

  async #startAnew(purchase: Purchase): Promise<void> {
    const course = this.#course
    if (purchase.status === 'pending') {
      const left = await this.services.api.giveUpPurchase(purchase.id)
      if (course !== this.#course) return
      if (left.status === 'confirmed') return this.#confirmed(left)
    }
    this.#forget()
    await this.open()
  }

  #abandonUnlessSent(): void {
    const { purchase } = this.#attempt
    if (purchase === null || purchase.status !== 'pending' || purchase.submitted) return
    this.#forget()
    this.services.api.giveUpPurchase(purchase.id).catch(() => {})
  }

  #forget(): void {
    this.services.pending.set(this.item, null)
    this.#attempt = newAttempt()
  }

  #begin(state: PurchaseState): number {
    this.#course += 1
    this.#wake()
    this.#set(state)
    return this.#course
  }

  async #guard(course: number, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (course === this.#course) await this.#failWith(course, error)
    }
  }

  async #failWith(course: number, error: unknown): Promise<void> {
    const code = error instanceof ApiError ? error.code : null
    const message = error instanceof ApiError ? error.detail : 'Something went wrong. Nothing was paid.'
    const open = this.#attempt.purchase
    if (code === 'already_submitted' && open !== null)
      return this.#guard(course, () => this.#confirm(course, open))
    const other = error instanceof ApiError ? (error.extra.purchase as Purchase | undefined) : undefined
    if (code === 'already_pending' && other !== undefined) {
      this.#keep(other)
      return this.#fail({ kind: 'already_pending', submitted: other.submitted })
    }
    this.#wasCutOff = error instanceof ApiError && isUnreachable(error)
    this.#fail(problemOf(code, message))
  }

  #fail(problem: PurchaseProblem): void {
    this.#set({ status: 'problem', problem })
  }

  #set(state: PurchaseState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

function newAttempt(): Attempt {
  return { idempotencyKey: crypto.randomUUID(), purchase: null, signed: null }
}
