import type { Instruction } from '@solana/kit'
import type { ErrorCode } from '@/lib/errors'
import type { Keypair } from '@/lib/ledger/keypair'
import type { Payment } from '@/lib/ledger/payment-build'
import { transactionSignature } from '@/lib/ledger/transaction'
import type { Purchase, Split } from '@/lib/schema/purchases'
import type { Creator, Person } from '@/tests/support/app/people'
import type { TestApp } from '@/tests/support/app/start-app'
import { instructionsOf, signed } from '@/tests/support/ledger/payments'
import type { SolanaNode } from '@/tests/support/ledger/solana-node'

/** An open purchase of a post, and who is about. */
export interface Scene {
  app: TestApp
  /** Null: the ledger is the embedded one. */
  node: SolanaNode | null
  creator: Creator
  buyer: Person
  thief: Person
  purchase: Purchase
}

/** A transaction that is not the payment of the purchase, though it looks like it. */
export interface Attack {
  what: string
  /** How the server refuses it. */
  code: ErrorCode
  /** Opens what is attacked; a post of the creator's, unless it has to be something else. */
  open?(scene: Omit<Scene, 'purchase'>): Promise<Purchase>
  make(scene: Scene): Uint8Array | Promise<Uint8Array>
  /** What becomes of it past the server; it is executed unless it says otherwise. */
  past?: 'fails' | 'never lands' | 'lands on a node only'
  /** All that was asked for is in it: past the server it gives what it pays for. Otherwise what it pays is owed back. */
  gives?: true
}

/** The instructions of the payment that was asked for, changed where it says so. */
export function honest({ buyer, purchase }: Scene, change: Partial<Payment> = {}): Instruction[] {
  const { id, splits, reference } = purchase
  return instructionsOf({ payer: buyer.wallet, splits, reference, memo: id, ...change })
}

/** With a blockhash that is live; signed by the buyer, unless others are to. */
export async function signedNow(
  { app, buyer }: Scene,
  instructions: Instruction[],
  signers: [Keypair, ...Keypair[]] = [buyer.keypair],
): Promise<Uint8Array> {
  return signed(instructions, await app.app.ledger.latestBlockhash(), signers)
}

/** Hands bytes to the ledger past the server. Answers their signature, or null when they were not executed. */
export async function executePast({ app }: Pick<Scene, 'app'>, bytes: Uint8Array): Promise<string | null> {
  const { ledger } = app.app
  const { lastValidBlockHeight } = await ledger.latestBlockhash()
  const sent = await ledger.send(bytes, { preflight: false })
  if (sent.outcome !== 'accepted') return null
  const { signature } = sent
  const { outcome } = await ledger.confirm(signature, { lastValidBlockHeight, timeoutMs: 15_000 })
  if (outcome !== 'confirmed' && outcome !== 'failed') throw new Error(`${signature} is ${outcome}`)
  return signature
}

/** Executes what an attack needs to be there; the buyer pays for it. */
export async function prepare(
  scene: Scene,
  instructions: Instruction[],
  ...others: Keypair[]
): Promise<void> {
  const bytes = await signedNow(scene, instructions, [scene.buyer.keypair, ...others])
  const signature = await executePast(scene, bytes)
  const executed = await scene.app.app.ledger.transaction(signature ?? '')
  if (executed?.error !== null) throw new Error(`${transactionSignature(bytes)}: ${executed?.error.detail}`)
}

export function shareOf({ purchase }: Scene, role: Split['role']): bigint {
  return purchase.splits.find((split) => split.role === role)?.lamports ?? 0n
}
