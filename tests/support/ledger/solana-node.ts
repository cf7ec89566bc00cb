import { createRequire } from 'node:module'
import { type Address, getAddressEncoder } from '@solana/kit'
import { vi } from 'vitest'
import * as z from 'zod'
import { callRpc, type RpcAnswer, type RpcCall, startRpcProxy, writeJson } from './rpc-proxy'

/** The part that is used of https://github.com/solana-foundation/surfpool/tree/main/crates/sdk-node */
interface Surfpool {
  Surfnet: {
    startWithConfig(config: { offline: boolean; blockProductionMode: 'clock'; slotTimeMs: number }): {
      rpcUrl: string
      fundSol(address: string, lamports: number): void
      drainEvents(): unknown[]
      stop(): void
    }
  }
}

export interface SolanaNode {
  /** Its JSON-RPC endpoint. */
  url: string
  slotMs: number
  /** Sets what a wallet has, out of nothing and without a transaction. */
  fund(wallet: string, lamports: bigint): void
  /** Puts an address lookup table there that lists these accounts. */
  setLookupTable(table: string, listed: readonly string[]): Promise<void>
  /** One call past all clients, such as a cheat code of Surfpool. Rejects with the error of the node. */
  call(method: string, ...params: unknown[]): Promise<unknown>
  stop(): Promise<void>
}

interface Options {
  /** A blockhash lives 150 slots, a block is final after 31: 15 s and 3 s with the default. */
  slotMs?: number
}

const DRAIN_EVERY_MS = 250

const surfpool = loadSurfpool()

/** npm leaves the node out on platforms it is not made for. */
export const canRunSolanaNode = surfpool !== null

if (surfpool === null) {
  console.warn(`No Solana node for ${process.platform}-${process.arch}: tests against one are skipped`)
}

/**
 * An independent Solana node, Surfpool, in this process and offline: an empty chain of its own with the programs that
 * payments use. Starts in about a second. Whoever starts it stops it.
 */
export async function startSolanaNode({ slotMs = 100 }: Options = {}): Promise<SolanaNode> {
  if (surfpool === null) throw new Error('No Solana node for this platform')
  const surfnet = surfpool.Surfnet.startWithConfig({
    offline: true,
    blockProductionMode: 'clock',
    slotTimeMs: slotMs,
  })
  // It tells of each slot, and stands still once a thousand of these are not taken.
  const drain = setInterval(() => surfnet.drainEvents(), DRAIN_EVERY_MS).unref()
  const ask = (call: RpcCall) => callRpc(surfnet.rpcUrl, call)
  const call = async (method: string, ...params: unknown[]) => {
    const { result, error } = await ask({ id: 1, method, params })
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`)
    return result
  }
  // Its first blocks count from 31 and then from 0 again.
  await vi.waitFor(
    async () => {
      const height = z.number().parse(await call('getBlockHeight', { commitment: 'finalized' }))
      if (height === 0 || height >= 31) throw new Error(`The node is at height ${height}`)
    },
    { timeout: 20_000, interval: slotMs },
  )
  const proxy = await startRpcProxy(async (asked, response) =>
    writeJson(response, await corrected(asked, await ask(asked), call)),
  )
  return {
    url: proxy.url,
    slotMs,
    fund: (wallet, lamports) => surfnet.fundSol(wallet, Number(lamports)),
    async setLookupTable(table, listed) {
      const data = lookupTableOf(listed).toString('hex')
      await call('surfnet_setAccount', table, { lamports: Number(SOL), data, owner: LOOKUP_TABLE_PROGRAM })
    },
    call,
    async stop() {
      clearInterval(drain)
      await proxy.stop()
      surfnet.stop()
    },
  }
}

const LOOKUP_TABLE_PROGRAM = 'AddressLookupTab1e1111111111111111111111111'
const SOL = 1_000_000_000n

/** https://github.com/anza-xyz/solana-sdk/blob/master/address-lookup-table-interface/src/state.rs */
function lookupTableOf(listed: readonly string[]): Buffer {
  const meta = Buffer.alloc(56)
  meta.writeUInt32LE(1, 0)
  // Not being closed.
  meta.writeBigUInt64LE(2n ** 64n - 1n, 4)
  return Buffer.concat([
    meta,
    ...listed.map((account) => Uint8Array.from(getAddressEncoder().encode(account as Address))),
  ])
}

const Statuses = z.looseObject({
  value: z.array(z.looseObject({ slot: z.number(), confirmationStatus: z.string() }).nullable()),
})

/**
 * Mistakes of Surfpool 1.5.0: the newest block counts as confirmed in getSignatureStatuses alone, and the first one is
 * said to be number 31, though its height is 0 and nothing was before.
 */
async function corrected(
  { method }: RpcCall,
  answer: RpcAnswer,
  call: SolanaNode['call'],
): Promise<RpcAnswer> {
  const { result } = answer
  if (result === undefined || result === null) return answer
  switch (method) {
    case 'getFirstAvailableBlock':
      return { ...answer, result: 0 }
    case 'getSignatureStatuses': {
      const { value, ...rest } = Statuses.parse(result)
      const confirmedSlot = z.number().parse(await call('getSlot', { commitment: 'confirmed' }))
      const statuses = value.map((status) =>
        status !== null && status.slot > confirmedSlot
          ? { ...status, confirmationStatus: 'processed' }
          : status,
      )
      return { ...answer, result: { ...rest, value: statuses } }
    }
    default:
      return answer
  }
}

function loadSurfpool(): Surfpool | null {
  try {
    return createRequire(import.meta.url)('@solana/surfpool-linux-x64-gnu')
  } catch {
    return null
  }
}
