import type { Database } from '@/lib/db/database'
import { loadExport } from '@/lib/restore/load-export'
import { type Rebuilt, rebuild } from '@/lib/restore/rebuild'
import { writeExport } from '@/lib/restore/write-export'
import type { TestApp } from './start-app'

/** The lines of an export of everything. */
export async function exportLines({ app: { db, now, platformWallet } }: TestApp): Promise<string[]> {
  let text = ''
  await writeExport(db, { now: now(), platformWallet }, async (line) => {
    text += line
  })
  return text.trimEnd().split('\n')
}

/** Into an empty database, from the ledger of the app. */
export async function restoreInto(
  db: Database,
  { app: { ledger, platformWallet, now } }: TestApp,
  lines: string[],
): Promise<Rebuilt> {
  return rebuild({ db, ledger, platformWallet, now }, await loadExport(db, lines))
}
