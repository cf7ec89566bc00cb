import { openEmbeddedLedger } from '@/lib/ledger/embedded'
import type { Ledger } from '@/lib/ledger/port'
import { openRpcLedger } from '@/lib/ledger/rpc/rpc-ledger'
import { canRunSolanaNode, startSolanaNode } from './solana-node'

/** A ledger and what surrounds it: what the rules of the port are tried out in. */
export interface LedgerWorld {
  ledger: Ledger
  /** Gives a wallet that was never seen before exactly that much. */
  fund(wallet: string, lamports: bigint): Promise<void>
  /** Some blocks go by; on a real chain in real time. */
  pass(): Promise<void>
  stop(): Promise<void>
}

const BLOCK_MS = 400
const QUIET = { info() {}, warn() {} }

/** Blockhashes of the node live 6 seconds. */
const SLOT_MS = 40

export const LEDGER_WORLDS: { name: string; available: boolean; open(): Promise<LedgerWorld> }[] = [
  { name: 'the embedded ledger', available: true, open: openEmbeddedWorld },
  { name: 'a Solana node', available: canRunSolanaNode, open: openNodeWorld },
]

async function openEmbeddedWorld(): Promise<LedgerWorld> {
  let time = Date.parse('2026-01-01T00:00:00Z')
  const ledger = await openEmbeddedLedger({ now: () => time })
  return {
    ledger,
    async fund(wallet, lamports) {
      const airdrop = await ledger.airdrop(wallet, lamports)
      if (!airdrop.ok) throw new Error(airdrop.detail)
    },
    async pass() {
      time += 10 * BLOCK_MS
    },
    stop: () => ledger.close(),
  }
}

async function openNodeWorld(): Promise<LedgerWorld> {
  const node = await startSolanaNode({ slotMs: SLOT_MS })
  const ledger = openRpcLedger([node.url], QUIET)
  return {
    ledger,
    fund: async (wallet, lamports) => node.fund(wallet, lamports),
    pass: () => new Promise((resolve) => setTimeout(resolve, 2 * SLOT_MS)),
    async stop() {
      await ledger.close()
      await node.stop()
    },
  }
}
