import { PgPreparedQuery } from 'drizzle-orm/pg-core'
import { sqlState } from './sql-errors'

/** So much of a statement tells which it is. */
const STATEMENT_CHARS_MAX = 1_000

/**
 * A statement that failed, as it may stand in a log: which it was and what the database has against it, and never what it
 * was about. Parameters are what people write, also behind a lock.
 */
export class QueryError extends Error {
  constructor(statement: string, cause: unknown) {
    const quiet = withoutValues(cause)
    super(`${quiet.message} (in ${statement.slice(0, STATEMENT_CHARS_MAX)})`, { cause: quiet })
    this.name = 'QueryError'
  }
}

/** What a database error says besides its message and code is made of rows and parameters. */
const FACTS = ['code', 'constraint', 'severity', 'schema', 'table', 'column', 'routine'] as const

function withoutValues(error: unknown): Error {
  const state = sqlState(error)
  if (!(error instanceof Error)) return new Error(String(error))
  if (state === undefined) return error
  const quiet = new Error(isAboutData(state) ? error.message.replace(/".*"/s, '"…"') : error.message)
  quiet.name = error.name
  for (const fact of FACTS) if (fact in error) Object.assign(quiet, { [fact]: Reflect.get(error, fact) })
  return quiet
}

/** Class 22, data exceptions: their messages quote what was given. https://www.postgresql.org/docs/15/errcodes-appendix.html */
function isAboutData(state: string): boolean {
  return state.startsWith('22')
}

interface Prepared {
  queryWithCache<T>(statement: string, params: unknown[], run: () => Promise<T>): Promise<T>
}

/**
 * Drizzle's own error has all parameters in its message, whatever becomes of it then: in a log of ours, on the standard
 * error of Next, in a stack. It is made in one place, which knows of a cache besides that nobody here uses.
 */
export function quietQueryErrors(): void {
  const prepared = PgPreparedQuery.prototype as unknown as Prepared
  prepared.queryWithCache = async (statement, _params, run) => {
    try {
      return await run()
    } catch (error) {
      throw new QueryError(statement, error)
    }
  }
}
