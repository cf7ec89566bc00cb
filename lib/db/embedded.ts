import { execFile } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import type { Connection } from './connection'
import { EmbeddedClient } from './embedded-client'
import { lockFolder } from './folder-lock'
import { migrateSchema } from './migrate'
import { migrationsFolder } from './migrations-folder'
import type { Sql } from './sql'

/** PGlite's default of 128 MB is meant for a machine of its own. */
const START_PARAMS = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB']

/** Opens the embedded Postgres under `folder`, creating it on first use. Throws `FolderLockedError`. */
export async function openEmbedded(folder: string): Promise<Connection> {
  const unlock = await lockFolder(folder)
  try {
    const dataDir = join(folder, 'postgres')
    if (!existsSync(dataDir)) await createDatabase(dataDir)
    const pglite = new PGlite({ dataDir, startParams: START_PARAMS })
    await pglite.waitReady
    await migrateSchema(pglite, { folder: migrationsFolder, exclusive: true })
    const client = new EmbeddedClient(pglite)
    // The part of PGlite that drizzle uses.
    const sql = drizzle({ client: client as unknown as PGlite }) as unknown as Sql
    return {
      sql,
      write: (work) => work(sql),
      transaction: (work) => sql.transaction(work),
      failedAt: () => Number.NEGATIVE_INFINITY,
      // The folder is locked.
      exclusive: true,
      async close() {
        await client.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/**
 * Creating a database takes 700 MB once, which a server would keep for the rest of its life: a child process does it.
 * It works beside the place and renames at the end, so that a crash leaves no half database.
 */
async function createDatabase(dataDir: string): Promise<void> {
  const draft = `${dataDir}.new`
  rmSync(draft, { recursive: true, force: true })
  const pglitePath = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const script = `const { PGlite } = require(process.argv[1]);
    PGlite.create(process.argv[2]).then((db) => db.close())`
  await promisify(execFile)(process.execPath, ['-e', script, pglitePath, draft])
  renameSync(draft, dataDir)
}
