import * as z from 'zod'

/** The chain that payments run on: by its genesis, `local` for a test validator, `embedded` for the one in the process. */
export const Network = z.enum(['mainnet', 'devnet', 'testnet', 'local', 'embedded'])
export type Network = z.infer<typeof Network>
