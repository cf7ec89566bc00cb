import { AppError, isAppError } from '@/lib/errors'

/** The SQLSTATE of a database error; a `QueryError` has the driver's error as its cause. */
export function sqlState(error: unknown): string | undefined {
  for (const { code } of chainOf(error)) if (code !== undefined && /^[0-9A-Z]{5}$/.test(code)) return code
  return undefined
}

/** The name of the violated unique constraint, if that is what went wrong. */
export function uniqueViolation(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && current.code === '23505' && 'constraint' in current)
      return String(current.constraint)
  }
  return undefined
}

// https://www.postgresql.org/docs/15/errcodes-appendix.html
const DEADLOCK_DETECTED = '40P01'
const SERIALIZATION_FAILURE = '40001'
/** The connection broke (class 08), or the server goes down, is gone or is not up yet. */
const LOST = /^(08...|57P0[1235]|25P03)$/
/** No lock in time, too long a statement, nothing left to work with (class 53), or the server may only be read. */
const REFUSED = /^(55P03|57014|53...|25006)$/
const READ_ONLY = '25006'
/** What the system says where it cannot reach the server. */
const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/
/** What `pg` says itself: it gives no codes. */
const BROKEN = /^(Connection terminated|Client has encountered a connection error|Client was closed)/
const LATE = /^(Query read timeout|timeout exceeded when trying to connect|Connection terminated due to conn)/

/** Two transactions were in each other's way, and this one was chosen to begin anew. */
export function isConflict(error: unknown): boolean {
  const state = sqlState(error)
  return state === DEADLOCK_DETECTED || state === SERIALIZATION_FAILURE
}

/** There is no connection any more, or there was none. */
export function isLost(error: unknown): boolean {
  return chainOf(error).some(
    ({ code = '', message, isOfFile }) =>
      LOST.test(code) ||
      (UNREACHABLE.test(code) && !isOfFile) ||
      (BROKEN.test(message) && !LATE.test(message)),
  )
}

/** Whether the connection is of no use afterwards: it broke, hangs, or leads to a server that takes no writes. */
export function endsConnection(error: unknown): boolean {
  return isLost(error) || chainOf(error).some(({ code, message }) => code === READ_ONLY || LATE.test(message))
}

/** `unavailable` where the database could not be asked, or not in time; every other error as it is. */
export function asUnavailable(error: unknown): unknown {
  if (isAppError(error)) return error
  const state = sqlState(error) ?? ''
  const known = isLost(error) || isConflict(error) || endsConnection(error) || REFUSED.test(state)
  return known ? unavailable(error) : error
}

/** Whatever it was that kept the database from answering. */
export function unavailable(cause: unknown): AppError {
  return new AppError('unavailable', { detail: 'The database does not answer right now.', cause })
}

interface Link {
  code: string | undefined
  message: string
  /** A transaction may have to do with files too: those are not the way to the server. */
  isOfFile: boolean
}

const NETWORK_CALLS: unknown[] = ['connect', 'getaddrinfo', 'read', 'write', undefined]

function chainOf(error: unknown): Link[] {
  const chain: Link[] = []
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code, syscall } = current as NodeJS.ErrnoException
    chain.push({
      code: typeof code === 'string' ? code : undefined,
      message: current.message,
      isOfFile: !NETWORK_CALLS.includes(syscall),
    })
  }
  return chain
}
