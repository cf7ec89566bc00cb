import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { createPostgresDatabase } from './postgres'

/** A Postgres server that the tests may create databases on; without it they run on the embedded one. */
export const POSTGRES_URL = process.env.TEST_DATABASE_URL

/** A Redis server that the apps of a test on Postgres tell each other by. */
const REDIS_URL = process.env.TEST_REDIS_URL

export interface TestDatabase {
  /** The settings that make an app use it. */
  env: Record<string, string>
  remove(): Promise<void>
}

/** A data folder of its own with an empty database: a copy of the prepared one, here or on the server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'fonana-test-'))
  const removeFolder = () => rmSync(folder, { recursive: true, force: true })
  if (POSTGRES_URL === undefined) {
    cpSync(inject('databaseTemplate'), folder, { recursive: true })
    return { env: { DATA_DIR: folder }, remove: async () => removeFolder() }
  }
  const { url, drop } = await createPostgresDatabase(inject('postgresTemplate'))
  return {
    env: {
      DATA_DIR: folder,
      DATABASE_URL: url,
      JWT_SECRET: randomBytes(32).toString('base64url'),
      LEDGER: 'embedded',
      ...(REDIS_URL !== undefined && { REDIS_URL }),
    },
    async remove() {
      await drop()
      removeFolder()
    },
  }
}
