import { ApiError, isUnreachable, nullIfMissing } from '@/lib/client/api/api-error'
import { fromBase64, toBase64 } from '@/lib/client/base64'
import type { Purchase, PurchaseItem, Quote } from '@/lib/schema/purchases'
import { PurchaseAttempt } from './purchase-attempt'
import type { PurchaseServices } from './purchase-services'
import {
  itemKey,
  type PurchaseProblem,
  type PurchaseState,
  problemOf,
  problemOfClosed,
  quoteOf,
  walletProblem,
} from './purchase-state'
import { networkPace, type Pace, PurchaseWatch, phonePace } from './purchase-watch'

/**
 * Buys one item, from the price to the confirmation. Knows nothing of React. Whatever happens in between, the server
 * has the last word: a purchase that was sent is waited for and never paid twice.
 */
export class PurchaseFlow {
  readonly #listeners = new Set<() => void>()
  #state: PurchaseState = { status: 'quoting' }
  #attempt: PurchaseAttempt
  readonly #watch: PurchaseWatch
  /** Grows with every new course of things; what belongs to an earlier one no longer counts. */
  #course = 0
  /** The last try ended without an answer. */
  #wasCutOff = false
  readonly item: PurchaseItem
  private readonly services: PurchaseServices

  constructor(item: PurchaseItem, services: PurchaseServices) {
    this.item = item
    this.services = services
    this.#attempt = new PurchaseAttempt(item, services)
    this.#watch = new PurchaseWatch(services.api.getPurchase)
  }

  get state(): PurchaseState {
    return this.#state
  }

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
        this.#attempt.adopt(purchase)
        if (purchase.submitted) return this.#confirm(course, purchase)
        return this.#ask(quoteOf(purchase))
      }
      pending.set(this.item, null)
      const quote = await api.getQuote(this.item)
      if (course === this.#course) this.#ask(quote)
    })
  }

  /** Opens the purchase, has it signed and sends it. */
  async pay(): Promise<void> {
    const course = this.#begin({ status: 'connecting' })
    await this.#guard(course, async () => {
      const found = await this.services.findAccount()
      if (course !== this.#course) return
      if (!found.ok) return this.#fail(walletProblem(found))
      const purchase = await this.#purchaseAsShown(course)
      if (purchase === null) return
      if (purchase.transaction === null) return this.#fail({ kind: 'expired' })

      this.#set({ status: 'signing' })
      const { wallet, account } = found
      const signed = await this.services.sign(wallet, account, fromBase64(purchase.transaction))
      if (course !== this.#course) return
      if (!signed.ok) return this.#fail(walletProblem(signed))
      if (signed.transaction === null) {
        // It is on its way already, and is found by its reference.
        this.#attempt.isShared = true
        return this.#confirm(course, purchase)
      }
      this.#attempt.signed = toBase64(signed.transaction)
      await this.#submit(course, purchase, this.#attempt.signed)
    })
  }

  /**
   * Opens the purchase and shows it to a phone, whose wallet pays by itself; waits for that. Paying in this browser
   * goes on with the same purchase.
   */
  async payByPhone(): Promise<void> {
    const course = this.#begin({ status: 'phone', purchase: null })
    await this.#guard(course, async () => {
      const purchase = await this.#purchaseAsShown(course)
      if (purchase === null) return
      this.#attempt.isShared = true
      await this.#follow(course, purchase, phonePace, (current) => ({ status: 'phone', purchase: current }))
    })
  }

  /** From the start, unless something was sent: that is asked after first. */
  async retry(): Promise<void> {
    const { purchase, signed, isShared } = this.#attempt
    if (purchase === null) return this.open()
    const hasRunOut = this.#state.status === 'problem' && this.#state.problem.kind === 'expired'
    const course = this.#begin({ status: 'confirming' })
    await this.#guard(course, async () => {
      const current = await this.services.api.getPurchase(purchase.id)
      if (course !== this.#course) return
      if (current.status === 'confirmed') return this.#confirmed(current)
      if (current.status === 'pending' && current.submitted) return this.#confirm(course, current)
      if (current.status === 'pending' && signed !== null && this.#wasCutOff) {
        return this.#submit(course, current, signed)
      }
      if (current.status === 'pending' && isShared && !hasRunOut) return this.#ask(quoteOf(current))
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

  /** The dialog is gone. What was sent, or may be paid elsewhere, goes on by itself; what was not is given up. */
  close(): void {
    this.#course += 1
    this.#watch.wake()
    this.#attempt.abandon()
  }

  /**
   * Something was heard of this purchase: no need to wait for the next look. `purchaseId`: another tab, or a device, has bought
   * the item by that one.
   */
  hint(purchaseId?: string): void {
    this.#watch.wake()
    const id = purchaseId ?? this.#attempt.purchase?.id
    if (id !== undefined && this.#isAsking()) void this.#lookAt(id)
  }

  #isAsking(): boolean {
    return this.#state.status === 'quote' || this.#state.status === 'problem'
  }

  /** What somebody is asked here may be decided elsewhere. */
  async #lookAt(id: string): Promise<void> {
    const course = this.#course
    const purchase = await this.services.api.getPurchase(id).catch(() => null)
    if (course !== this.#course || !this.#isAsking()) return
    if (purchase?.status === 'confirmed') this.#confirmed(purchase)
    else if (purchase?.status === 'pending' && purchase.submitted) {
      this.#attempt.adopt(purchase)
      await this.resume()
    }
  }

  /** The purchase to be paid now; null when there is something else to be shown first. */
  async #purchaseAsShown(course: number): Promise<Purchase | null> {
    const attempt = this.#attempt
    const known = attempt.purchase
    // What others may be paying is looked at anew: they may have paid it.
    const purchase =
      known !== null && attempt.isShared
        ? await this.services.api.getPurchase(known.id)
        : await attempt.open()
    if (course !== this.#course) attempt.abandon()
    else if (purchase.status !== 'pending' || purchase.submitted) await this.#confirm(course, purchase)
    else if (!attempt.isAsShown(purchase)) this.#askAgain(quoteOf(purchase))
    else return purchase
    return null
  }

  #ask(quote: Quote): void {
    this.#attempt.quote = quote
    this.#set({ status: 'quote', quote, shownBefore: null })
  }

  #askAgain(quote: Quote): void {
    const shownBefore = this.#attempt.quote?.amountLamports ?? null
    this.#attempt.quote = quote
    this.#set({ status: 'quote', quote, shownBefore })
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

  #confirm(course: number, purchase: Purchase): Promise<void> {
    return this.#follow(course, purchase, networkPace, () => ({ status: 'confirming' }))
  }

  async #follow(
    course: number,
    first: Purchase,
    pace: Pace,
    show: (purchase: Purchase) => PurchaseState,
  ): Promise<void> {
    const purchase = await this.#watch.follow(first, {
      pace,
      onPending: (current) => this.#set(show(current)),
      isOver: () => course !== this.#course,
    })
    if (purchase === null) return
    const problem = problemOfClosed(purchase)
    if (problem === null) return this.#confirmed(purchase)
    this.#forget()
    this.#fail(problem)
  }

  #confirmed(purchase: Purchase): void {
    this.#forget()
    this.services.onConfirmed(purchase)
    if (itemKey(purchase.item) === itemKey(this.item))
      this.#set({ status: 'confirmed', purchaseId: purchase.id })
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

  #forget(): void {
    this.#attempt.forget()
    this.#attempt = new PurchaseAttempt(this.item, this.services)
  }

  #begin(state: PurchaseState): number {
    this.#course += 1
    this.#watch.wake()
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
    if (!(error instanceof ApiError)) return this.#fail({ kind: 'broken' })
    const { code, extra } = error
    const open = this.#attempt.purchase
    if (code === 'already_submitted' && open !== null)
      return this.#guard(course, () => this.#confirm(course, open))
    if (code === 'price_changed' && extra.quote !== undefined) return this.#askAgain(extra.quote as Quote)
    if (code === 'already_pending' && extra.purchase !== undefined) {
      const other = extra.purchase as Purchase
      this.#attempt.adopt(other)
      return this.#fail({ kind: 'already_pending', submitted: other.submitted })
    }
    this.#wasCutOff = isUnreachable(error)
    this.#fail(problemOf(error))
  }

  #fail(problem: PurchaseProblem): void {
    this.#set({ status: 'problem', problem })
  }

  #set(state: PurchaseState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
