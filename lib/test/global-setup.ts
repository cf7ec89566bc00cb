import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '@/lib/db/database'
import { migrationsFolder } from '@/lib/db/migrations-folder'

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder whose embedded database has all tables: copied, it opens in half a second. */
    databaseTemplate: string
  }
}

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/fonana', import.meta.url))

/** Creating a database takes seconds, so it is done once for each state of the migrations. */
export async function setup(project: TestProject): Promise<void> {
  const template = join(CACHE, `database-${fingerprint()}`)
  if (!existsSync(template)) await createTemplate(template)
  project.provide('databaseTemplate', template)
}

async function createTemplate(template: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true })
  const draft = mkdtempSync(join(CACHE, 'draft-'))
  try {
    await (await openDatabase({ url: undefined, folder: draft })).close()
    renameSync(draft, template)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // Another run was faster.
    if (!existsSync(template)) throw error
  }
}

function fingerprint(): string {
  const hash = createHash('sha256')
  const names = readdirSync(migrationsFolder, { recursive: true, encoding: 'utf8' }).sort()
  for (const name of names.filter((path) => /\.(sql|json)$/.test(path))) {
    hash.update(name).update(readFileSync(join(migrationsFolder, name)))
  }
  return hash.digest('hex').slice(0, 16)
}
