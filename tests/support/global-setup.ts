import type { TestProject } from 'vitest/node'
import { databaseTemplate } from '@/tests/support/database/database-template'
import { createPostgresTemplate } from '@/tests/support/database/postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with a prepared database. */
    databaseTemplate: string
    /** The name of a prepared database on the Postgres server; null where the tests run on the embedded one. */
    postgresTemplate: string | null
  }
}

/** What every file copies is prepared once. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('databaseTemplate', await databaseTemplate())
  const template = process.env.TEST_DATABASE_URL === undefined ? null : await createPostgresTemplate()
  project.provide('postgresTemplate', template?.name ?? null)
  return async () => template?.drop()
}
