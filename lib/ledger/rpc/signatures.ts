import type { Address, Signature } from '@solana/kit'
import type { SignatureEntry } from '@/lib/ledger/port'
import type { SolanaClient } from './endpoint'
import { executionError } from './execution-error'

/** The most that a node answers at once: https://solana.com/docs/rpc/http/getsignaturesforaddress */
export const SIGNATURES_PER_PAGE = 1_000

/**
 * Executed transactions that name the account, newest first, from the one after `before` on; less than a full page is
 * the last one.
 */
export async function readSignatures(
  rpc: SolanaClient,
  account: string,
  before?: string,
): Promise<SignatureEntry[]> {
  const found = await rpc
    .getSignaturesForAddress(account as Address, {
      commitment: 'confirmed',
      limit: SIGNATURES_PER_PAGE,
      ...(before === undefined ? {} : { before: before as Signature }),
    })
    .send()
  return found.map(({ signature, slot, err, confirmationStatus }) => ({
    signature,
    slot,
    error: executionError(err),
    finalized: confirmationStatus === 'finalized',
  }))
}

/** All pages. */
export async function readAllSignatures(rpc: SolanaClient, account: string): Promise<SignatureEntry[]> {
  const all: SignatureEntry[] = []
  for (;;) {
    const page = await readSignatures(rpc, account, all.at(-1)?.signature)
    all.push(...page)
    if (page.length < SIGNATURES_PER_PAGE) return all
  }
}
