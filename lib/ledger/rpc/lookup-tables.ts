import { type Address, getAddressDecoder } from '@solana/kit'
import type { SolanaClient } from './endpoint'

const LOOKUP_TABLE_PROGRAM_ADDRESS = 'AddressLookupTab1e1111111111111111111111111'
/** https://github.com/anza-xyz/solana-sdk/blob/master/address-lookup-table-interface/src/state.rs */
const META_BYTES = 56
const ADDRESS_BYTES = 32

/** The accounts each table lists; what is no such table is left out. */
export async function readLookupTables(
  rpc: SolanaClient,
  addresses: readonly string[],
): Promise<Map<string, string[]>> {
  const { value } = await rpc
    .getMultipleAccounts(addresses as Address[], { commitment: 'confirmed', encoding: 'base64' })
    .send()
  const tables = new Map<string, string[]>()
  for (const [index, table] of addresses.entries()) {
    const account = value[index]
    if (account?.owner !== LOOKUP_TABLE_PROGRAM_ADDRESS) continue
    tables.set(table, listOf(Buffer.from(account.data[0], 'base64')))
  }
  return tables
}

function listOf(data: Uint8Array): string[] {
  const list: string[] = []
  for (let at = META_BYTES; at + ADDRESS_BYTES <= data.length; at += ADDRESS_BYTES) {
    list.push(getAddressDecoder().decode(data.subarray(at, at + ADDRESS_BYTES)))
  }
  return list
}
