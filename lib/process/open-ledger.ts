import { join } from 'node:path'
import { type Config, ConfigError } from '@/lib/config'
import { FolderLockedError, lockFolder } from '@/lib/db/folder-lock'
import { isAppError } from '@/lib/errors'
import { ledgerElsewhere } from '@/lib/ledger/elsewhere'
import { openEmbeddedLedger } from '@/lib/ledger/embedded'
import { keepPlatformWallet, openPlatformAccount } from '@/lib/ledger/platform-wallet'
import { ACCOUNT_MIN_LAMPORTS, type Faucet, type Ledger } from '@/lib/ledger/port'
import type { EndpointLog } from '@/lib/ledger/rpc/endpoints'
import { openRpcLedger, type RpcLedger } from '@/lib/ledger/rpc/rpc-ledger'

interface OpenedLedger {
  ledger: Ledger
  /** Null where this process does not hold the embedded ledger. */
  faucet: Faucet | null
  /** Compares purchases with the ledger. */
  settles: boolean
  platformWallet: string
  close(): Promise<void>
}

/** The Solana network when it is set, or else the embedded ledger, for the first process of a deployment that wants it. */
export async function openLedger(
  config: Config,
  now: () => Date,
  log: EndpointLog = console,
): Promise<OpenedLedger> {
  const platformWallet = config.platformWallet ?? keepPlatformWallet(config.dataDir)
  return config.solanaRpcUrls === undefined
    ? openEmbedded(config, platformWallet, now)
    : openNetwork(config.solanaRpcUrls, platformWallet, log)
}

async function openNetwork(
  urls: readonly string[],
  platformWallet: string,
  log: EndpointLog,
): Promise<OpenedLedger> {
  const ledger = openRpcLedger(urls, log)
  try {
    await requireOneChain(ledger, log)
    await requireOpenAccount(ledger, platformWallet)
  } catch (error) {
    await ledger.close()
    throw error
  }
  return { ledger, faucet: null, settles: true, platformWallet, close: () => ledger.close() }
}

/** Without an answer the start goes on: pages are read without the network, and payments wait for it. */
async function requireOneChain(ledger: RpcLedger, log: EndpointLog): Promise<void> {
  const chains = await ledger.chains()
  if (chains.size > 1) throw new ConfigError('SOLANA_RPC_URL: the nodes are of different chains')
  if (chains.size === 0) log.warn({}, 'ledger: no Solana node answers; nothing can be paid until one does')
}

/** A share could not open it: payments with a small one would fail as a whole. */
async function requireOpenAccount(ledger: Ledger, wallet: string): Promise<void> {
  const balance = await ledger.balance(wallet).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'unavailable') return null
    throw error
  })
  if (balance !== null && balance < ACCOUNT_MIN_LAMPORTS) {
    throw new ConfigError(
      `PLATFORM_WALLET: its account holds ${balance} lamports; send it ${ACCOUNT_MIN_LAMPORTS} at least`,
    )
  }
}

async function openEmbedded(config: Config, platformWallet: string, now: () => Date): Promise<OpenedLedger> {
  const folder = join(config.dataDir, 'ledger')
  let unlock: () => void
  try {
    unlock = await lockFolder(folder)
  } catch (error) {
    if (!(error instanceof FolderLockedError) || config.databaseUrl === undefined) throw error
    return { ledger: ledgerElsewhere(), faucet: null, settles: false, platformWallet, close: async () => {} }
  }
  const ledger = await openEmbeddedLedger({ folder, now: () => now().getTime() })
  await openPlatformAccount(ledger, platformWallet)
  return {
    ledger,
    faucet: ledger,
    settles: true,
    platformWallet,
    async close() {
      await ledger.close()
      unlock()
    },
  }
}
