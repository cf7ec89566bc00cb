import { join } from 'node:path'
import type { Config } from '@/lib/config'
import { FolderLockedError, lockFolder } from '@/lib/db/folder-lock'
import { ledgerElsewhere } from '@/lib/ledger/elsewhere'
import { openEmbeddedLedger } from '@/lib/ledger/embedded'
import { keepPlatformWallet, openPlatformAccount } from '@/lib/ledger/platform-wallet'
import type { Faucet, Ledger } from '@/lib/ledger/port'

interface OpenedLedger {
  ledger: Ledger
  /** Null where this process does not hold the embedded ledger. */
  faucet: Faucet | null
  platformWallet: string
  close(): Promise<void>
}

/** The embedded ledger, for the first process of a deployment that wants it. */
export async function openLedger(config: Config, now: () => Date): Promise<OpenedLedger> {
  const folder = join(config.dataDir, 'ledger')
  const platformWallet = config.platformWallet ?? keepPlatformWallet(config.dataDir)
  let unlock: () => void
  try {
    unlock = await lockFolder(folder)
  } catch (error) {
    if (!(error instanceof FolderLockedError) || config.databaseUrl === undefined) throw error
    return { ledger: ledgerElsewhere(), faucet: null, platformWallet, close: async () => {} }
  }
  const ledger = await openEmbeddedLedger({ folder, now: () => now().getTime() })
  await openPlatformAccount(ledger, platformWallet)
  return {
    ledger,
    faucet: ledger,
    platformWallet,
    async close() {
      await ledger.close()
      unlock()
    },
  }
}
