import {
  type Address,
  createAddressWithSeed,
  createNoopSigner,
  getAddressDecoder,
  type Instruction,
} from '@solana/kit'
import {
  getAdvanceNonceAccountInstruction,
  getCreateAccountInstruction,
  getInitializeNonceAccountInstruction,
  getTransferSolWithSeedInstruction,
  SYSTEM_PROGRAM_ADDRESS,
} from '@solana-program/system'
import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { newId } from '@/lib/db/ids'
import { creators, users } from '@/lib/db/tables/people'
import { newKeypair } from '@/lib/ledger/keypair'
import { newReference } from '@/lib/ledger/payment-build'
import { ACCOUNT_MIN_LAMPORTS } from '@/lib/ledger/port'
import { makeCreator, makePost } from '@/tests/support/app/people'
import { signed } from '@/tests/support/ledger/payments'
import type { SolanaNode } from '@/tests/support/ledger/solana-node'
import {
  associatedAccountOf,
  closeTokenAccount,
  createAssociatedAccount,
  createMint,
  createTokenAccount,
  TOKEN_ACCOUNT_RENT_LAMPORTS,
} from '@/tests/support/ledger/token-program'
import { type Attack, honest, prepare, shareOf, signedNow } from './attack-scene'
import { open } from './purchases'

const NONCE_ACCOUNT = { bytes: 80n, rentLamports: 1_447_680n, nonceAt: 40, nonceEnd: 72 }

const mismatch = (what: string, make: Attack['make']): Attack => ({
  what,
  code: 'transaction_mismatch',
  make,
})

/**
 * To the lamport what was asked, by the balances. The referrer's wallet is a token account that is not there yet: the
 * buyer pays the share by having it opened, for which its program calls the System program.
 */
const [mint, owner] = [newKeypair(), newKeypair()]
const INNER_CALL: Attack = {
  what: 'whose share an inner call pays',
  code: 'transaction_mismatch',
  async open({ app, buyer }) {
    const wallet = await associatedAccountOf(owner.address, mint.address)
    await app.fund(wallet, ACCOUNT_MIN_LAMPORTS)
    const seller = await makeCreator(app)
    const referredById = newId()
    await app.app.db.transact(async ({ sql }) => {
      await sql.insert(users).values({ id: referredById, wallet })
      await sql.update(creators).set({ referredById }).where(eq(creators.id, seller.id))
    })
    const priceLamports = 20n * (TOKEN_ACCOUNT_RENT_LAMPORTS - ACCOUNT_MIN_LAMPORTS)
    const post = await makePost(seller, { priceLamports })
    return open(buyer, { kind: 'post', postId: post.id })
  },
  async make(scene) {
    const { buyer, purchase } = scene
    await prepare(scene, createMint(buyer.wallet, mint.address), mint)
    const referrer = purchase.splits.at(-1)?.wallet ?? ''
    const transfers = honest(scene)
    transfers[2] = createAssociatedAccount(buyer.wallet, referrer, owner.address, mint.address)
    return signedNow(scene, transfers)
  },
}

/** SetComputeUnitLimit of 1: https://solana.com/docs/core/fees#compute-unit-limit */
const TOO_LITTLE_COMPUTE: Instruction = {
  programAddress: 'ComputeBudget111111111111111111111111111111' as Address,
  data: Uint8Array.of(2, 1, 0, 0, 0),
}

export const LOOKALIKES: Attack[] = [
  {
    what: 'that fails when it is executed',
    code: 'transaction_failed',
    make: (scene) => signedNow(scene, [TOO_LITTLE_COMPUTE, ...honest(scene)]),
    past: 'fails',
  },
  mismatch('whose share comes from an account derived of the buyer', async (scene) => {
    const { app, buyer, creator } = scene
    const amount = shareOf(scene, 'creator')
    const seed = { baseAddress: buyer.wallet as Address, programAddress: SYSTEM_PROGRAM_ADDRESS, seed: 'x' }
    const source = await createAddressWithSeed(seed)
    await app.fund(source, amount)
    const derived = getTransferSolWithSeedInstruction({
      source,
      baseAccount: createNoopSigner(buyer.wallet as Address),
      destination: creator.wallet as Address,
      amount,
      fromSeed: seed.seed,
      fromOwner: seed.programAddress,
    })
    return signedNow(scene, [derived, ...honest(scene).slice(1)])
  }),
  // To the lamport what was asked, by the balances: but another program makes the transfer.
  mismatch('whose share another program pays', async (scene) => {
    const { buyer, creator } = scene
    const [mint, account] = [newKeypair(), newKeypair()]
    await prepare(scene, createMint(buyer.wallet, mint.address), mint)
    const share = shareOf(scene, 'creator')
    const lookalike = [
      ...createTokenAccount(buyer.wallet, account.address, mint.address, share),
      closeTokenAccount(buyer.wallet, account.address, creator.wallet),
      ...honest(scene).slice(1),
    ]
    return signedNow(scene, lookalike, [buyer.keypair, account])
  }),
  INNER_CALL,
  {
    what: 'with a durable nonce',
    code: 'transaction_mismatch',
    past: 'lands on a node only',
    gives: true,
    async make(scene) {
      const { app, node, buyer } = scene
      const account = newKeypair()
      const nonceAccount = account.address as Address
      const nonceAuthority = buyer.wallet as Address
      const create = getCreateAccountInstruction({
        payer: createNoopSigner(nonceAuthority),
        newAccount: createNoopSigner(nonceAccount),
        lamports: NONCE_ACCOUNT.rentLamports,
        space: NONCE_ACCOUNT.bytes,
        programAddress: SYSTEM_PROGRAM_ADDRESS,
      })
      await prepare(
        scene,
        [create, getInitializeNonceAccountInstruction({ nonceAccount, nonceAuthority })],
        account,
      )
      const advance = getAdvanceNonceAccountInstruction({
        nonceAccount,
        nonceAuthority: createNoopSigner(nonceAuthority),
      })
      const latest = await app.app.ledger.latestBlockhash()
      const blockhash = node === null ? newReference() : await readNonce(node, nonceAccount)
      return signed([advance, ...honest(scene)], { ...latest, blockhash }, [buyer.keypair])
    },
  },
]

const Account = z.object({ value: z.object({ data: z.tuple([z.base64(), z.literal('base64')]) }) })

async function readNonce(node: SolanaNode, account: string): Promise<string> {
  const { value } = Account.parse(await node.call('getAccountInfo', account, { encoding: 'base64' }))
  const { nonceAt, nonceEnd } = NONCE_ACCOUNT
  return getAddressDecoder().decode(Buffer.from(value.data[0], 'base64').subarray(nonceAt, nonceEnd))
}
