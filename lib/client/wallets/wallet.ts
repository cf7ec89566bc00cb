import type {
  SolanaSignAndSendTransactionFeature,
  SolanaSignInFeature,
  SolanaSignMessageFeature,
  SolanaSignTransactionFeature,
} from '@solana/wallet-standard-features'
import type { IdentifierString, Wallet, WalletAccount } from '@wallet-standard/base'
import type { StandardConnectFeature, StandardEventsFeature } from '@wallet-standard/features'
import { browserMemory } from '@/lib/client/storage'
import type { Network } from '@/lib/schema/network'
import type { NonceReply } from '@/lib/schema/session'
import { WalletError, type WalletFault } from './wallet-error'

/** What a wallet did not do: its user said no, or something went wrong in it. */
export interface WalletFailure {
  ok: false
  reason: 'rejected' | 'failed'
  /** In the wallet's own words. */
  message: string
  /** There are words for it here. */
  fault?: WalletFault
}

type Features = Partial<
  StandardConnectFeature &
    StandardEventsFeature &
    SolanaSignInFeature &
    SolanaSignMessageFeature &
    SolanaSignTransactionFeature &
    SolanaSignAndSendTransactionFeature
>

/** Which wallet was signed in with last, by its name, so that paying finds it again. */
const REMEMBERED_KEY = 'fonana.wallet'
/** EIP-1193, which Solana wallets follow here: https://eips.ethereum.org/EIPS/eip-1193#provider-errors */
const USER_REJECTED = 4001

const featuresOf = (wallet: Wallet) => wallet.features as Features

/** Whether a wallet can do everything that is asked of one here. */
export function isUsable(wallet: Wallet): boolean {
  const features = featuresOf(wallet)
  return (
    wallet.chains.some((chain) => chain.startsWith('solana:')) &&
    features['standard:connect'] !== undefined &&
    (features['solana:signTransaction'] ?? features['solana:signAndSendTransaction']) !== undefined &&
    (features['solana:signIn'] !== undefined || features['solana:signMessage'] !== undefined)
  )
}

/** Calls back when a wallet has got features, chains or accounts, or lost them. Returns the function that stops it. */
export function onWalletChange(wallet: Wallet, listener: () => void): () => void {
  try {
    return featuresOf(wallet)['standard:events']?.on('change', listener) ?? (() => {})
  } catch {
    // One wallet that is broken is no reason to offer none.
    return () => {}
  }
}

interface Connected {
  ok: true
  /** The one the wallet puts first. */
  account: WalletAccount
  /** All that this page may use. */
  accounts: readonly WalletAccount[]
}

/** Asks a wallet for its accounts; `silent` only if it gives them without asking its user. */
export async function connectWallet(
  wallet: Wallet,
  { silent = false }: { silent?: boolean } = {},
): Promise<Connected | WalletFailure> {
  return attempt(async () => {
    const output = await featuresOf(wallet)['standard:connect']?.connect(silent ? { silent } : undefined)
    const accounts = output === undefined || output.accounts.length === 0 ? wallet.accounts : output.accounts
    const [account] = accounts
    if (account === undefined) throw new WalletError('no_account', 'The wallet has given no account.')
    return { ok: true, account, accounts }
  })
}

/**
 * Has a sign-in message signed, by `solana:signIn` or else by `solana:signMessage`. The signature is over exactly
 * `message`: a wallet that would write the text in another way is asked to sign this one.
 */
export async function signInWithWallet(
  wallet: Wallet,
  account: WalletAccount,
  { input, message }: Pick<NonceReply, 'input' | 'message'>,
): Promise<{ ok: true; signature: Uint8Array } | WalletFailure> {
  return attempt(async () => {
    const features = featuresOf(wallet)
    const bytes = new TextEncoder().encode(message)
    let broken: unknown = new WalletError('cannot_sign_message', 'The wallet cannot sign this message.')
    if (features['solana:signIn'] !== undefined) {
      try {
        const [output] = await features['solana:signIn'].signIn(input)
        const isSameText = output !== undefined && new TextDecoder().decode(output.signedMessage) === message
        if (isSameText && output.account.address === account.address) {
          return { ok: true, signature: Uint8Array.from(output.signature) }
        }
      } catch (error) {
        // A no is a no. What is only broken may still sign the text as a message.
        if (isRejection(error)) throw error
        broken = error
      }
    }
    const [output] = (await features['solana:signMessage']?.signMessage({ account, message: bytes })) ?? []
    if (output === undefined) throw broken
    return { ok: true, signature: Uint8Array.from(output.signature) }
  })
}

/** As wallets call the networks: https://www.npmjs.com/package/@solana/wallet-standard-chains */
export const CHAINS: Partial<Record<Network, IdentifierString>> = {
  mainnet: 'solana:mainnet',
  devnet: 'solana:devnet',
  testnet: 'solana:testnet',
  local: 'solana:localnet',
}

/** Wire bytes for the server to send; null where the wallet has sent them itself. */
export type Signed = { ok: true; transaction: Uint8Array | null }

/**
 * Has a transaction signed, wire bytes in and out. `network` is the one the server pays on: a wallet that tries the
 * payment first tries it there. Where no wallet can know it, the account's own is named. A wallet that signs only what it
 * sends does so: never elsewhere than on that network.
 */
export async function signTransaction(
  wallet: Wallet,
  account: WalletAccount,
  transaction: Uint8Array,
  network: Network | null,
): Promise<Signed | WalletFailure> {
  return attempt(async () => {
    const features = featuresOf(wallet)
    const served = network === null ? undefined : CHAINS[network]
    if (features['solana:signTransaction'] === undefined && served !== undefined) {
      const sent = await features['solana:signAndSendTransaction']?.signAndSendTransaction({
        account,
        transaction,
        chain: served,
      })
      if (sent !== undefined && sent.length > 0) return { ok: true, transaction: null }
    }
    const chain = served ?? account.chains.find((name) => name.startsWith('solana:'))
    const [output] =
      (await features['solana:signTransaction']?.signTransaction({
        account,
        transaction,
        ...(chain && { chain }),
      })) ?? []
    if (output === undefined)
      throw new WalletError('cannot_sign_transactions', 'The wallet cannot sign transactions.')
    return { ok: true, transaction: Uint8Array.from(output.signedTransaction) }
  })
}

/** Signing on a network that is known already. */
export type SignTransaction = (
  wallet: Wallet,
  account: WalletAccount,
  transaction: Uint8Array,
) => ReturnType<typeof signTransaction>

export type FoundAccount =
  | { ok: true; wallet: Wallet; account: WalletAccount }
  | WalletFailure
  | { ok: false; reason: 'missing' }
  /** The wallet is here, with another account. */
  | { ok: false; reason: 'switched'; address: string }

/**
 * The wallet and account with this address: one that is connected, one that connects without asking, or the one that
 * was signed in with last. A wallet may give several accounts, in any order.
 */
export async function findAccount(wallets: readonly Wallet[], address: string): Promise<FoundAccount> {
  const accountAmong = (accounts: readonly WalletAccount[]) =>
    accounts.find((candidate) => candidate.address === address)
  for (const wallet of wallets) {
    const account = accountAmong(wallet.accounts)
    if (account !== undefined) return { ok: true, wallet, account }
  }
  for (const wallet of wallets) {
    const connected = await connectWallet(wallet, { silent: true })
    const account = connected.ok ? accountAmong(connected.accounts) : undefined
    if (account !== undefined) return { ok: true, wallet, account }
  }
  const remembered = wallets.find((wallet) => wallet.name === rememberedWallet())
  if (remembered === undefined) return { ok: false, reason: 'missing' }
  const connected = await connectWallet(remembered)
  if (!connected.ok) return connected
  const account = accountAmong(connected.accounts)
  return account === undefined
    ? { ok: false, reason: 'switched', address: connected.account.address }
    : { ok: true, wallet: remembered, account }
}

export function rememberWallet(wallet: Wallet): void {
  browserMemory.set(REMEMBERED_KEY, wallet.name)
}

function rememberedWallet(): string | null {
  return browserMemory.get(REMEMBERED_KEY)
}

async function attempt<T>(work: () => Promise<T>): Promise<T | WalletFailure> {
  try {
    return await work()
  } catch (error) {
    return {
      ok: false,
      reason: isRejection(error) ? 'rejected' : 'failed',
      message: messageOf(error),
      ...(error instanceof WalletError && { fault: error.fault }),
    }
  }
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message
  const isLike = typeof error === 'object' && error !== null && 'message' in error
  return String(isLike ? error.message : error)
}

/** Wallets say no in different words; only some give the code. */
function isRejection(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return code === USER_REJECTED || /reject|declin|denied|cancell?ed|user closed/i.test(messageOf(error))
}
