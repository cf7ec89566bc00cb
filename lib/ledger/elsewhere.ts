import { AppError } from '@/lib/errors'
import type { Ledger } from './port'

/**
 * Stands for an embedded ledger that another process of the same deployment holds: one process does the buying.
 * Nothing can be paid here, and nothing is concluded about payments.
 */
export function ledgerElsewhere(): Ledger {
  const refuse = async (): Promise<never> => {
    throw new AppError('unavailable', { detail: 'Payments are made by another process of this deployment.' })
  }
  return {
    ready: async () => true,
    network: async () => 'embedded',
    latestBlockhash: refuse,
    send: refuse,
    status: refuse,
    confirm: refuse,
    transaction: refuse,
    search: refuse,
    history: () => ({ [Symbol.asyncIterator]: () => ({ next: refuse }) }),
    fate: refuse,
    lookupTables: refuse,
    balance: refuse,
    close: async () => {},
  }
}
