import { type Config, ConfigError, readConfig } from '@/lib/config'
import { FolderLockedError } from '@/lib/db/folder-lock'
import { openLog, type ProcessLog } from './open-log'

/** Runs a process of the product: what its settings or its place make impossible is said in one line. */
export async function run(serve: (config: Config, log: ProcessLog) => Promise<void>): Promise<void> {
  let log: ProcessLog | undefined
  try {
    const config = readConfig(process.env)
    log = await openLog({ readable: !config.production })
    await serve(config, log)
  } catch (error) {
    const expected = error instanceof ConfigError || error instanceof FolderLockedError
    console.error(expected ? error.message : error)
    await log?.close()
    process.exit(1)
  }
}
