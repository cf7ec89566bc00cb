import { randomUUID } from 'node:crypto'
import { ConfigError } from '@/lib/config'
import { beginWith, NO_LIMITS, type Session } from './postgres-session'

/**
 * Throws `ConfigError` where what stands between us and the server gives each transaction another connection: prepared
 * statements and settings would be looked for on one that has not got them.
 */
export async function requireOwnSessions([one, other]: readonly [Session, Session]): Promise<void> {
  if (await isDirect(one)) return
  const mark = randomUUID()
  await one.query("select set_config('fonana.session', $1, false)", [mark])
  // The other one keeps its connection as long as its transaction is open, and it may be the one that was marked.
  await other.query('begin')
  const isShared = (await markOf(other)) === mark || (await markOf(one)) !== mark
  await other.query('rollback')
  if (isShared)
    throw new ConfigError(
      'DATABASE_URL: a pooler gives each transaction another connection there: set DATABASE_PREPARE=off',
    )
}

/** A pooler gives out numbers of its own. */
async function isDirect(session: Session): Promise<boolean> {
  // The server may set a limit of time so short that a busy machine does not even get here.
  await session.query(beginWith(NO_LIMITS))
  const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid')
  await session.query('rollback')
  return rows[0]?.pid === (session as unknown as { processID: number | null }).processID
}

async function markOf(session: Session): Promise<string | null> {
  const { rows } = await session.query<{ mark: string | null }>(
    "select current_setting('fonana.session', true) as mark",
  )
  return rows[0]?.mark ?? null
}
