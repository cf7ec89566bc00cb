import {
  AccountRole,
  type Address,
  address,
  createNoopSigner,
  getAddressEncoder,
  getProgramDerivedAddress,
  type Instruction,
} from '@solana/kit'
import { getCreateAccountInstruction, SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system'

/**
 * Two programs that every chain has and that move lamports by themselves: the Token program gives away what an account
 * of its holds, and the Associated Token program has the System program open such an account.
 * https://github.com/solana-program/token/blob/main/interface/src/instruction.rs
 */
const TOKEN_PROGRAM = address('TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA')
const ASSOCIATED_TOKEN_PROGRAM = address('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL')
const MINT = { bytes: 82n, rentLamports: 1_461_600n }
const ACCOUNT_BYTES = 165n
const INITIALIZE_MINT_2 = 20
const INITIALIZE_ACCOUNT_3 = 18
const CLOSE_ACCOUNT = 9
const CREATE = 0
const { READONLY, READONLY_SIGNER, WRITABLE, WRITABLE_SIGNER } = AccountRole

/** What a token account must hold to exist. */
export const TOKEN_ACCOUNT_RENT_LAMPORTS = 2_039_280n

/** A kind of token. To be signed by the payer and the mint. */
export function createMint(payer: string, mint: string): Instruction[] {
  return [
    createAccount(payer, mint, MINT.rentLamports, MINT.bytes),
    {
      programAddress: TOKEN_PROGRAM,
      accounts: [{ address: address(mint), role: WRITABLE }],
      data: Uint8Array.of(INITIALIZE_MINT_2, 0, ...getAddressEncoder().encode(address(payer)), 0),
    },
  ]
}

/** An empty token account of the payer's that holds this many lamports. To be signed by both. */
export function createTokenAccount(
  payer: string,
  account: string,
  mint: string,
  lamports: bigint,
): Instruction[] {
  return [
    createAccount(payer, account, lamports, ACCOUNT_BYTES),
    {
      programAddress: TOKEN_PROGRAM,
      accounts: [
        { address: address(account), role: WRITABLE },
        { address: address(mint), role: READONLY },
      ],
      data: Uint8Array.of(INITIALIZE_ACCOUNT_3, ...getAddressEncoder().encode(address(payer))),
    },
  ]
}

/** Gives all lamports of the account to somebody: moved by the Token program itself. */
export function closeTokenAccount(owner: string, account: string, recipient: string): Instruction {
  return {
    programAddress: TOKEN_PROGRAM,
    accounts: [
      { address: address(account), role: WRITABLE },
      { address: address(recipient), role: WRITABLE },
      { address: address(owner), role: READONLY_SIGNER },
    ],
    data: Uint8Array.of(CLOSE_ACCOUNT),
  }
}

/** Where somebody's tokens of a kind are by default. */
export async function associatedAccountOf(owner: string, mint: string): Promise<string> {
  const encoder = getAddressEncoder()
  const seeds = [owner, TOKEN_PROGRAM, mint].map((seed) => encoder.encode(address(seed)))
  const [account] = await getProgramDerivedAddress({ programAddress: ASSOCIATED_TOKEN_PROGRAM, seeds })
  return account
}

/** Opens it. What it lacks of its rent the payer transfers: by the System program, in an inner call. */
export function createAssociatedAccount(
  payer: string,
  account: string,
  owner: string,
  mint: string,
): Instruction {
  return {
    programAddress: ASSOCIATED_TOKEN_PROGRAM,
    accounts: [
      { address: address(payer), role: WRITABLE_SIGNER },
      { address: address(account), role: WRITABLE },
      { address: address(owner), role: READONLY },
      { address: address(mint), role: READONLY },
      { address: SYSTEM_PROGRAM_ADDRESS, role: READONLY },
      { address: TOKEN_PROGRAM, role: READONLY },
    ],
    data: Uint8Array.of(CREATE),
  }
}

function createAccount(payer: string, account: string, lamports: bigint, space: bigint): Instruction {
  return getCreateAccountInstruction({
    payer: createNoopSigner(payer as Address),
    newAccount: createNoopSigner(account as Address),
    lamports,
    space,
    programAddress: TOKEN_PROGRAM,
  })
}
