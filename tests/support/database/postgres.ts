import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { openDatabase } from '@/lib/db/database'

/** The server on which tests make databases of their own, where none is named. */
const LOCAL_URL = 'postgres://postgres@127.0.0.1:5432/postgres'

export interface PostgresDatabase {
  name: string
  url: string
  /** After very many rows were written: as the server does by itself a while later. */
  vacuum(): Promise<void>
  drop(): Promise<void>
}

/** An empty database, or a copy of the one with the name `template`. Throws when no server answers. */
export async function createPostgresDatabase(template?: string | null): Promise<PostgresDatabase> {
  const serverUrl = process.env.TEST_DATABASE_URL ?? LOCAL_URL
  const name = `fonana_test_${randomBytes(8).toString('hex')}`
  await onServer(serverUrl, `create database ${name}${template ? ` template ${template}` : ''}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  // A copy is a deployment of its own: by that name it is told apart in Redis.
  if (template) await onServer(url.href, 'update deployment set id = substr(md5(random()::text), 1, 12)')
  return {
    name,
    url: url.href,
    vacuum: () => onServer(url.href, 'vacuum (analyze)'),
    drop: () => onServer(serverUrl, `drop database ${name} with (force)`),
  }
}

/** A database with all tables and nothing in them, to be copied. */
export async function createPostgresTemplate(): Promise<PostgresDatabase> {
  const template = await createPostgresDatabase()
  await (await openDatabase({ url: template.url, folder: '' })).close()
  return template
}

export async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
