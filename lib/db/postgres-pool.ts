import { setTimeout as delay } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { isUnavailable } from '@/lib/errors'
import { beginWith, type Limits, Session, settingsOf } from './postgres-session'
import { PreparingClient } from './preparing-client'
import type { Sql } from './sql'
import { asUnavailable, endsConnection, isConflict, isLost, unavailable } from './sql-errors'

/** For a connection that is free, or made. */
const CONNECTION_MS = 2_000
/** For a server that is just being restarted. */
const WAIT_MS = 3_000
const PAUSE_MS = 100
const READ_TRIES = 4
/** Beyond its own limit the server is given this long to say so; then it hangs. */
const GRACE_MS = 1_000

export interface PoolOptions {
  url: string
  /** Connections at most. */
  max: number
  limits: Limits
  /** False behind a pooler that gives each transaction another connection. */
  keeps: boolean
}

/**
 * Connections to a Postgres server. Whoever finds none waits a moment, whether all are busy or the server is away, and
 * is then told `unavailable`; so is who waits too long for an answer or a lock.
 */
export class PostgresPool {
  readonly #pool: pg.Pool
  readonly #begin: string
  readonly #sqls = new WeakMap<pg.PoolClient, Sql>()
  /** When somebody was last told `unavailable`, by `performance.now()`. */
  failedAt = Number.NEGATIVE_INFINITY

  constructor({ url, max, limits, keeps }: PoolOptions) {
    this.#begin = keeps ? 'begin' : beginWith(limits)
    const settings = settingsOf(limits)
    this.#pool = new pg.Pool({
      connectionString: url,
      Client: keeps ? PreparingClient : Session,
      max,
      connectionTimeoutMillis: CONNECTION_MS,
      application_name: 'fonana',
      keepAlive: true,
      ...(limits.statementMs > 0 && { query_timeout: limits.statementMs + GRACE_MS }),
      ...(keeps && { onConnect: (client: pg.ClientBase) => client.query(settings).then(() => {}) }),
    })
    // A connection that breaks is replaced; without listeners it would end the process, idle or not.
    this.#pool.on('error', () => {})
    this.#pool.on('connect', (client) => client.on('error', () => {}))
  }

  /** Reads: a statement that changes nothing is asked again when its connection breaks. */
  readonly reading: Sql = drizzle({
    client: { query: (query: pg.QueryConfig, params: unknown[]) => this.#ask(query, params) } as pg.Pool,
  }) as unknown as Sql

  /** One statement that writes. */
  async write<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.#acquire()
    return this.#with(client, () => work(this.#sqlOf(client)).catch(throwForGood))
  }

  /** What fails before the commit has changed nothing; what becomes of a commit without an answer nobody knows. */
  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.#acquire()
    return this.#with(client, async () => {
      await client.query(this.#begin)
      try {
        const result = await work(this.#sqlOf(client))
        await commit(client).catch(throwForGood)
        return result
      } catch (error) {
        if (!endsConnection(error)) await client.query('rollback')
        throw error
      }
    })
  }

  end(): Promise<void> {
    return this.#pool.end()
  }

  async #ask(query: pg.QueryConfig, params: unknown[]): Promise<pg.QueryResult> {
    for (let tries = 1; ; tries += 1) {
      const client = await this.#acquire()
      try {
        return await this.#with(client, () => client.query(query, params))
      } catch (error) {
        if (tries === READ_TRIES || !(isLost(error) || isConflict(error))) throw this.#judged(error)
      }
    }
  }

  async #acquire(): Promise<pg.PoolClient> {
    const until = performance.now() + WAIT_MS
    for (;;) {
      try {
        return await this.#pool.connect()
      } catch (error) {
        if (!isLost(error) || performance.now() + PAUSE_MS > until) throw this.#judged(unavailable(error))
        await delay(PAUSE_MS)
      }
    }
  }

  async #with<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
    let isBroken = false
    try {
      return await work()
    } catch (error) {
      isBroken = endsConnection(error)
      throw error
    } finally {
      client.release(isBroken)
    }
  }

  #judged(error: unknown): unknown {
    const judged = asUnavailable(error)
    if (isUnavailable(judged)) this.failedAt = performance.now()
    return judged
  }

  #sqlOf(client: pg.PoolClient): Sql {
    const known = this.#sqls.get(client)
    if (known !== undefined) return known
    const sql = drizzle(client) as unknown as Sql
    this.#sqls.set(client, sql)
    return sql
  }
}

/** What an error has spoiled is rolled back by `commit` too, which must not look like success. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back: one of its statements failed')
}

/** It may have been done: nobody is to try it again by themselves. What lost against another was not. */
function throwForGood(error: unknown): never {
  throw isConflict(error) ? error : asUnavailable(error)
}
