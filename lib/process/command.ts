import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, readConfig } from '@/lib/config'
import type { Database } from '@/lib/db/database'
import type { Ledger } from '@/lib/ledger/port'
import { openLedger } from './open-ledger'
import { tellExpected } from './tell-expected'
import { withDatabase } from './with-database'

/** What a command beside the server has: no sockets, no jobs, nobody to tell. */
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

/**
 * Runs a command where the settings point, with database and ledger open; `work` answers whether all is well. The exit
 * code is 1 where it is not.
 */
export function runCommand(work: (context: CommandContext) => Promise<boolean>): Promise<void> {
  return tellExpected(async () => {
    if (!(await withLedger(work))) process.exitCode = 1
  })
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

async function withLedger(work: (context: CommandContext) => Promise<boolean>): Promise<boolean> {
  const config = readConfig(process.env)
  if (config.role === 'ws') throw new ConfigError('FONANA_ROLE: the socket alone has no ledger')
  // A mistyped folder would be made, and found to be in order.
  if (config.solanaRpcUrls === undefined && !existsSync(join(config.dataDir, 'ledger')))
    throw new CommandRefusal(`DATA_DIR: there is no data in ${config.dataDir}`)
  const now = () => new Date()
  return withDatabase(config, async (db) => {
    const { ledger, platformWallet, close } = await openLedger(config, now)
    try {
      return await work({ db, ledger, platformWallet, now })
    } finally {
      await close()
    }
  })
}
