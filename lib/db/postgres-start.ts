import { ConfigError } from '@/lib/config'
import type { Session } from './postgres-session'
import { sqlState } from './sql-errors'

/** Postgres 15, as it counts. */
const VERSION_MIN = 150_000
/** No right to it, no schema to make tables in: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const NO_RIGHT = new Set(['42501', '3F000'])

interface Server {
  version: number
  encoding: string
  /** It follows another server, and takes no writes. */
  isFollowing: boolean
  role: string
  database: string
  schema: string | null
  mayMakeSchemas: boolean
  mayMakeTables: boolean
}

/** Runs what brings the tables up to date. Throws `ConfigError` where server or role do not allow it, or what follows. */
export async function prepareServer(session: Session, migrate: () => Promise<void>): Promise<void> {
  const server = await readServer(session)
  if (server.version < VERSION_MIN)
    throw new ConfigError('DATABASE_URL: the server must be Postgres 15 or newer')
  if (server.encoding !== 'UTF8')
    throw new ConfigError(`DATABASE_URL: the database is in ${server.encoding}: make it anew in UTF8`)
  if (server.isFollowing)
    throw new ConfigError('DATABASE_URL: the server can only be read: name the one that it follows')
  try {
    await migrate()
    await requireRights(session, server.role)
  } catch (error) {
    if (!NO_RIGHT.has(sqlState(error) ?? '')) throw error
    throw new ConfigError(
      `DATABASE_URL: the role ${server.role} lacks ${missingFor(server) ?? 'a right'}: ${(error as Error).message} (docs/operations.md)`,
    )
  }
}

async function readServer(session: Session): Promise<Server> {
  const { rows } = await session.query<Server>(`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as "isFollowing", current_user as role, current_database() as database,
      current_schema() as schema, has_database_privilege(current_database(), 'create') as "mayMakeSchemas",
      coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayMakeTables"`)
  if (rows[0] === undefined) throw new Error('the server does not say what it is')
  return rows[0]
}

function missingFor({ database, schema, mayMakeSchemas, mayMakeTables }: Server): string | null {
  if (!mayMakeSchemas) return `CREATE on the database ${database}`
  if (!mayMakeTables) return `CREATE on the schema ${schema ?? 'public'}`
  return null
}

/** Where somebody else has made the tables: all that stand beside that of the deployment and belong to the same role. */
async function requireRights(session: Session, role: string): Promise<void> {
  const { rows } = await session.query<{ name: string }>(`
    select c.relname as name
    from pg_class d join pg_class c on c.relnamespace = d.relnamespace and c.relowner = d.relowner and c.relkind = 'r'
    where d.oid = to_regclass('deployment') and not (
      has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
      and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete'))
    limit 1`)
  if (rows[0] !== undefined)
    throw new ConfigError(
      `DATABASE_URL: the role ${role} may not read and write the table ${rows[0].name} (docs/operations.md)`,
    )
}
