import {
  createDefaultRpcTransport,
  createSolanaRpcFromTransport,
  isSolanaError,
  type Rpc,
  type RpcTransport,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_NODE_UNHEALTHY,
  SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR,
  type SolanaRpcApi,
} from '@solana/kit'
import { tidy } from './tidy'

const CALL_TIMEOUT_MS = 5_000
const REST_MS = { first: 500, longest: 30_000 }

export type SolanaClient = Rpc<SolanaRpcApi>

/** One JSON-RPC address: how to ask it, and whether it is worth asking now. Times are milliseconds of `now`. */
export class Endpoint {
  /** Host and position only: the rest of the address may be a key. */
  readonly name: string
  readonly #rpc: SolanaClient
  /** The genesis hash of its chain, once it was asked for it. */
  #chain: string | null = null
  #failures = 0
  #restsUntil = 0
  #barredUntil = 0

  readonly now: () => number

  constructor(url: string, position: string, closed: AbortSignal, now: () => number) {
    this.now = now
    const { href, authorization, host } = withoutCredentials(url)
    this.name = `${host} (${position})`
    const headers = authorization === null ? {} : { headers: { authorization } }
    this.#rpc = createSolanaRpcFromTransport(
      limited(createDefaultRpcTransport({ url: href, ...headers }), closed),
    ) as SolanaClient
  }

  /** It has failed and is given time; asked only when nobody else is left. */
  get resting(): boolean {
    return this.now() < this.#restsUntil
  }

  /** It has told us to stay away. */
  get barred(): boolean {
    return this.now() < this.#barredUntil
  }

  get failing(): boolean {
    return this.#failures > 0
  }

  /** How long until it should be asked again. */
  get restMs(): number {
    return Math.max(0, Math.max(this.#restsUntil, this.#barredUntil) - this.now())
  }

  /** The genesis hash: which chain it is on. To be asked within an attempt. */
  async chain(): Promise<string> {
    this.#chain ??= await this.#rpc.getGenesisHash().send()
    return this.#chain
  }

  /** Asks, and remembers how that went. */
  async attempt<Answer>(question: (rpc: SolanaClient) => Promise<Answer>): Promise<Answer> {
    // One question finds out whether it is back; the others meanwhile go elsewhere.
    if (this.failing) this.#restsUntil = this.now() + CALL_TIMEOUT_MS
    try {
      const answer = await question(this.#rpc)
      this.#recover()
      return answer
    } catch (error) {
      this.#remember(error)
      throw error
    }
  }

  #recover(): void {
    this.#failures = 0
    this.#restsUntil = 0
  }

  #remember(error: unknown): void {
    // An answer that was a refusal of this one question says nothing about the next.
    if (isSolanaError(error) && !isTransportError(error) && !isUnhealthy(error)) {
      this.#recover()
      return
    }
    // Whoever answers at this address next may be somebody else.
    this.#chain = null
    const restMs = Math.min(REST_MS.longest, REST_MS.first * 2 ** this.#failures)
    this.#failures += 1
    this.#restsUntil = this.now() + restMs
    const retryAfterMs = readRetryAfter(error, this.now())
    if (retryAfterMs !== null) {
      this.#barredUntil = this.now() + Math.min(REST_MS.longest, Math.max(restMs, retryAfterMs))
    }
  }
}

/** Ends what takes too long, and everything once the ledger is closed. */
function limited(transport: RpcTransport, closed: AbortSignal): RpcTransport {
  return async <Answer>({ payload, signal }: Parameters<RpcTransport>[0]) => {
    // Kit hears of a signal that is raised later, not of one that is up already.
    closed.throwIfAborted()
    const signals = [AbortSignal.timeout(CALL_TIMEOUT_MS), closed, ...(signal ? [signal] : [])]
    return tidy(await transport<Answer>({ payload, signal: AbortSignal.any(signals) }))
  }
}

function isTransportError(error: unknown) {
  return isSolanaError(error, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR)
}

function isUnhealthy(error: unknown): boolean {
  return isSolanaError(error, SOLANA_ERROR__JSON_RPC__SERVER_ERROR_NODE_UNHEALTHY)
}

/** Milliseconds; null when it was no refusal for asking too often. */
function readRetryAfter(error: unknown, now: number): number | null {
  if (!isSolanaError(error, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR) || error.context.statusCode !== 429) {
    return null
  }
  const header = error.context.headers.get('retry-after') ?? ''
  const seconds = Number(header)
  const waitMs = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000
  return Number.isNaN(waitMs) ? 0 : Math.max(0, waitMs)
}

/** `fetch` takes no name and password in an address, only as a header. */
function withoutCredentials(url: string) {
  const parsed = new URL(url)
  const { username, password, host } = parsed
  parsed.username = ''
  parsed.password = ''
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const authorization = username === '' ? null : `Basic ${Buffer.from(pair).toString('base64')}`
  return { href: parsed.href, authorization, host }
}
