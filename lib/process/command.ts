import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, readConfig } from '@/lib/config'
import { type Database, openDatabase } from '@/lib/db/database'
import { isAppError } from '@/lib/errors'
import type { Ledger } from '@/lib/ledger/port'
import { openLedger } from './open-ledger'

/** What a command beside the server has: no sockets, no chores, nobody to tell. */
export interface CommandContext {
  db: Database
  ledger: Ledger
  platformWallet: string
  now(): Date
}

/** Says why nothing was done, in one line. */
export class CommandRefusal extends Error {
  override name = 'CommandRefusal'
}

/** Errors that say in one line what whoever called it can do. */
const EXPECTED = new Set(['ConfigError', 'FolderLockedError', 'ExportError', 'CommandRefusal'])

/**
 * Runs a command where the settings point, with database and ledger open; `work` answers whether all is well.
 * What can be expected to go wrong is printed as one line. The exit code is 1 in both cases.
 */
export async function runCommand(work: (context: CommandContext) => Promise<boolean>): Promise<void> {
  try {
    if (!(await withLedger(work))) process.exitCode = 1
  } catch (error) {
    if (!(error instanceof Error) || !isExpected(error)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

/** The same with the one file that was named; with none or several it says how the command is used. */
export async function runCommandWithFile(
  usage: string,
  work: (context: CommandContext, path: string) => Promise<boolean>,
): Promise<void> {
  const [path, ...rest] = process.argv.slice(2)
  if (path !== undefined && rest.length === 0) return runCommand((context) => work(context, path))
  console.error(usage)
  process.exitCode = 1
}

function isExpected(error: Error): boolean {
  return EXPECTED.has(error.name) || (isAppError(error) && error.code === 'unavailable')
}

async function withLedger(work: (context: CommandContext) => Promise<boolean>): Promise<boolean> {
  const config = readConfig(process.env)
  if (config.role === 'ws') throw new ConfigError('FONANA_ROLE: the socket alone has no ledger')
  // A mistyped folder would be made, and found to be in order.
  if (config.solanaRpcUrls === undefined && !existsSync(join(config.dataDir, 'ledger')))
    throw new CommandRefusal(`DATA_DIR: there is no data in ${config.dataDir}`)
  const now = () => new Date()
  const db = await openDatabase({ url: config.databaseUrl, folder: config.dataDir })
  try {
    const { ledger, platformWallet, close } = await openLedger(config, now)
    try {
      return await work({ db, ledger, platformWallet, now })
    } finally {
      await close()
    }
  } finally {
    await db.close()
  }
}
