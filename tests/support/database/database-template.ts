import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '@/lib/db/database'
import { migrationsFolder } from '@/lib/db/migrations-folder'

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/fonana', import.meta.url))

/**
 * A data folder whose embedded database has all tables and nothing in them. Creating it takes ten seconds of a core, so
 * it is done once for each state of the migrations; copied, it opens in half a second.
 */
export async function databaseTemplate(): Promise<string> {
  const template = join(CACHE, `database-${fingerprint()}`)
  if (!existsSync(template)) await createTemplate(template)
  return template
}

/** Makes `folder` a data folder with an empty database. */
export async function copyDatabase(folder: string): Promise<void> {
  cpSync(await databaseTemplate(), folder, { recursive: true })
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
