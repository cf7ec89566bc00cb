import * as z from 'zod'
import type { Log } from '@/lib/log'
import type { RatesReply } from '@/lib/schema/rates'

type Currencies = RatesReply['rates']

const FRESH_MS = 5 * 60_000
/** Older than that a rate is none. */
const KEPT_MS = 60 * 60_000
/** No dialog waits longer for somebody else's server. */
const PATIENCE_MS = 3_000
const BYTES_MAX = 64 * 1024
const CODE = /^[a-z]{3}$/i

/** `{"USD": 172.4}`, or as CoinGecko answers: `{"solana": {"usd": 172.4}}`. */
const Source = z.record(z.string(), z.unknown())

/** What SOL is worth elsewhere, asked for when somebody wants to know, and not more often than every five minutes. */
export class Rates {
  #known: { rates: Currencies; at: number } | null = null
  #triedAt = Number.NEGATIVE_INFINITY
  #underway: Promise<void> | null = null
  readonly #url: string | undefined
  readonly #now: () => Date
  readonly #log: Pick<Log, 'warn'>

  /** `url`: undefined where nobody is asked. */
  constructor(url: string | undefined, { now, log }: { now: () => Date; log: Pick<Log, 'warn'> }) {
    this.#url = url
    this.#now = now
    this.#log = log
  }

  /** Empty where there is no source, or it has not answered for an hour. */
  async read(): Promise<Currencies> {
    const at = this.#now().getTime()
    if (this.#url !== undefined && at - this.#triedAt >= FRESH_MS) {
      this.#underway ??= this.#ask(this.#url).finally(() => {
        this.#underway = null
      })
      await this.#underway
    }
    return this.#known !== null && at - this.#known.at < KEPT_MS ? this.#known.rates : {}
  }

  async #ask(url: string): Promise<void> {
    const at = this.#now().getTime()
    try {
      const answer = await fetch(url, {
        headers: { accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const text = await answer.text()
      if (!answer.ok || text.length > BYTES_MAX) throw new Error(`status ${answer.status}`)
      const rates = currenciesIn(Source.parse(JSON.parse(text)))
      if (Object.keys(rates).length === 0) throw new Error('no currency in the answer')
      this.#known = { rates, at }
    } catch (error) {
      // The address may hold a key.
      this.#log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'rates')
    }
    this.#triedAt = at
  }
}

function currenciesIn(answer: z.infer<typeof Source>): Currencies {
  const nested = Object.values(answer).filter((value) => typeof value === 'object' && value !== null)
  const pairs = [answer, ...nested].flatMap((record) => Object.entries(record))
  return Object.fromEntries(
    pairs.flatMap(([code, rate]) =>
      CODE.test(code) && typeof rate === 'number' && Number.isFinite(rate) && rate > 0
        ? [[code.toUpperCase(), rate]]
        : [],
    ),
  )
}
