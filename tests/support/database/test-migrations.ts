import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestMigrations {
  folder: string
  /** The migrations that there are from now on, each a file. */
  write(...files: string[]): void
  remove(): void
}

/** A folder of migrations as drizzle-kit makes it. */
export function createTestMigrations(): TestMigrations {
  const folder = mkdtempSync(join(tmpdir(), 'fonana-migrations-'))
  mkdirSync(join(folder, 'meta'))
  return {
    folder,
    write(...files) {
      const entries = files.map((sql, idx) => {
        const tag = `000${idx}_test`
        writeFileSync(join(folder, `${tag}.sql`), sql)
        return { idx, version: '7', when: 1_000 + idx, tag, breakpoints: true }
      })
      writeFileSync(
        join(folder, 'meta/_journal.json'),
        JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
      )
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}
