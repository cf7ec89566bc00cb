import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@/lib/errors'
import { Endpoint, type SolanaClient } from './endpoint'

/** With up to half a minute in between. */
const TRIES_AT_ONE = 6

/** Hears when an address fails and when it is back. */
export interface EndpointLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

type Question<Answer> = (rpc: SolanaClient) => Promise<Answer>

/**
 * Several addresses of one chain. The first one that is well answers; the next ones step in. Which chain it is, the
 * first answer of all decides: a node of another one is never listened to.
 *
 * When nobody answers, the methods throw `AppError` with the code `unavailable`.
 */
export class Endpoints {
  readonly #log: EndpointLog
  readonly #closed = new AbortController()
  readonly #all: Endpoint[]
  #chain: string | null = null

  constructor(urls: readonly string[], log: EndpointLog, now: () => number = Date.now) {
    this.#log = log
    this.#all = urls.map(
      (url, index) => new Endpoint(url, `${index + 1} of ${urls.length}`, this.#closed.signal, now),
    )
  }

  get closed(): AbortSignal {
    return this.#closed.signal
  }

  close(): void {
    this.#closed.abort()
  }

  /** The genesis hashes of those that answer. */
  async chains(): Promise<Set<string>> {
    const chains = await Promise.allSettled(
      this.#all.map((endpoint) => endpoint.attempt(() => endpoint.chain())),
    )
    return new Set(chains.flatMap((chain) => (chain.status === 'fulfilled' ? [chain.value] : [])))
  }

  /** The genesis hash of the chain that is used. */
  async chain(): Promise<string> {
    if (this.#chain === null) await this.ask(async () => undefined)
    return this.#chain ?? ''
  }

  /** The first answer. A question of several calls is asked as a whole at one address. */
  async ask<Answer>(question: Question<Answer>): Promise<Answer> {
    return this.askUntil(question, () => true)
  }

  /** The first answer that is enough, or else the last one. */
  async askUntil<Answer>(question: Question<Answer>, isEnough: (answer: Answer) => boolean): Promise<Answer> {
    let last: { answer: Answer } | null = null
    let failure: unknown
    for (const endpoint of this.#worthAsking()) {
      try {
        last = { answer: await this.#put(endpoint, question) }
        if (isEnough(last.answer)) break
      } catch (error) {
        failure = error
      }
    }
    if (last === null) throw unavailable(failure)
    return last.answer
  }

  /** The answers of all that answer, at least one; at once when one of them is enough. */
  async askAll<Answer>(
    question: Question<Answer>,
    isEnough: (answer: Answer) => boolean = () => false,
  ): Promise<Answer[]> {
    await this.chain()
    const answers: Answer[] = []
    let failure: unknown
    await new Promise<void>((resolve) => {
      const asked = this.#worthAsking().map(async (endpoint) => {
        try {
          const answer = await this.#put(endpoint, question)
          answers.push(answer)
          if (isEnough(answer)) resolve()
        } catch (error) {
          failure = error
        }
      })
      void Promise.all(asked).then(() => resolve())
    })
    if (answers.length === 0) throw unavailable(failure)
    return [...answers]
  }

  /** For questions that build upon each other: all go to the address that answered the first, which is given time. */
  atOne(): <Answer>(question: Question<Answer>) => Promise<Answer> {
    let chosen: Endpoint | null = null
    return async (question) => {
      let failure: unknown
      for (let tries = 0; tries < TRIES_AT_ONE; tries += 1) {
        for (const endpoint of chosen === null ? this.#worthAsking() : [chosen]) {
          try {
            const answer = await this.#put(endpoint, question)
            chosen = endpoint
            return answer
          } catch (error) {
            failure = error
          }
        }
        if (chosen === null || this.closed.aborted) break
        await sleep((chosen as Endpoint).restMs)
      }
      throw unavailable(failure)
    }
  }

  #worthAsking(): Endpoint[] {
    const allowed = this.#all.filter((endpoint) => !endpoint.barred)
    const well = allowed.filter((endpoint) => !endpoint.resting)
    return [...well, ...allowed.filter((endpoint) => !well.includes(endpoint))]
  }

  async #put<Answer>(endpoint: Endpoint, question: Question<Answer>): Promise<Answer> {
    const wasFailing = endpoint.failing
    try {
      const answer = await endpoint.attempt(async (rpc) => {
        const chain = await endpoint.chain()
        this.#chain ??= chain
        if (chain !== this.#chain) throw new Error('It is a node of another chain')
        return question(rpc)
      })
      if (wasFailing) this.#log.info({ endpoint: endpoint.name }, 'ledger: endpoint answers again')
      return answer
    } catch (error) {
      if (!wasFailing && endpoint.failing && !this.closed.aborted) {
        const { name: endpointName, restMs } = endpoint
        this.#log.warn({ endpoint: endpointName, restMs, reason: reasonOf(error) }, 'ledger: endpoint fails')
      }
      throw error
    }
  }
}

function unavailable(cause: unknown): AppError {
  return new AppError('unavailable', {
    reason: 'network',
    detail: 'The Solana network cannot be asked right now.',
    cause,
  })
}

/** Never an address: that may hold a key. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code } = (error.cause ?? {}) as { code?: unknown }
  return typeof code === 'string' ? `${error.message}: ${code}` : error.message
}
