import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** The server on which tests make databases of their own, where none is named. */
const LOCAL_URL = 'postgres://postgres@127.0.0.1:5432/postgres'

/** An empty database. Throws when no server answers. */
export async function createPostgresDatabase(
  serverUrl = process.env.TEST_DATABASE_URL ?? LOCAL_URL,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `fonana_test_${randomBytes(8).toString('hex')}`
  await onServer(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onServer(serverUrl, `drop database ${name} with (force)`) }
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
