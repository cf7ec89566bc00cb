import pg from 'pg'

/** So long a statement may take, wait for a row or a table, and be waited for in a transaction. 0: for ever. */
export interface Limits {
  statementMs: number
  lockMs: number
  idleMs: number
}

export const NO_LIMITS: Limits = { statementMs: 0, lockMs: 0, idleMs: 0 }

/** What server, database or role may have set otherwise. These a pooler carries from one connection to the next. */
const CARRIED = { datestyle: 'ISO, MDY', timezone: 'UTC' }

/** The rest of what we rely on. */
const RELIED_ON = {
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  bytea_output: 'hex',
  intervalstyle: 'postgres',
  // Of a search the planner fears the worst, and would compile for a second what runs for some milliseconds.
  jit: 'off',
}

/** As `pg` has it, beside its types. */
const startupOf = (pg.Client.prototype as unknown as { getStartupConf(): Record<string, string> })
  .getStartupConf

/** A connection that says at the start how dates are to be written. */
export class Session extends pg.Client {
  getStartupConf(): Record<string, string> {
    return { ...startupOf.call(this), ...CARRIED }
  }
}

/** For a connection that stays ours. */
export function settingsOf(limits: Limits): string {
  return Object.entries({ ...RELIED_ON, ...named(limits) })
    .map(([name, value]) => `set ${name} = '${value}'`)
    .join('; ')
}

/** For a connection that is ours until the end of the transaction. */
export function beginWith(limits: Limits): string {
  const settings = Object.entries(named(limits)).map(([name, value]) => `set local ${name} = '${value}'`)
  return ['begin isolation level read committed read write', ...settings].join('; ')
}

function named({ statementMs, lockMs, idleMs }: Limits): Record<string, number> {
  return {
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleMs,
  }
}
