import { type Keypair, keypairFromSeed } from '@/lib/ledger/keypair'

/** A wallet that has the same address on every run. */
const wallet = (number: number): Keypair => keypairFromSeed(new Uint8Array(32).fill(number))

export const WALLETS = {
  platform: wallet(1),
  /** Writes, and is paid for it. */
  nora: wallet(2),
  /** Has little to show yet. */
  ilya: wallet(3),
  /** Follows, buys and speaks. */
  ada: wallet(4),
  /** Has no name. */
  nameless: wallet(5),
  /** Comes for the first time. */
  newcomer: wallet(6),
}
