import type {
  SolanaSignInFeature,
  SolanaSignMessageFeature,
  SolanaSignTransactionFeature,
} from '@solana/wallet-standard-features'
import type { IdentifierString, Wallet, WalletAccount } from '@wallet-standard/base'
import type { StandardConnectFeature } from '@wallet-standard/features'
import type { Network } from '@/lib/schema/receipts'
import type { NonceReply } from '@/lib/schema/session'

/** What a wallet did not do: its user said no, or something went wrong in it. */
export type WalletFailure = { ok: false; reason: 'rejected' | 'failed'; message: string }

type Features = Partial<
  StandardConnectFeature & SolanaSignInFeature & SolanaSignMessageFeature & SolanaSignTransactionFeature
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
    features['solana:signTransaction'] !== undefined &&
    (features['solana:signIn'] !== undefined || features['solana:signMessage'] !== undefined)
  )
}

/** Asks a wallet for its account; `silent` only if it gives it without asking its user. */
export async function connectWallet(
  wallet: Wallet,
  { silent = false }: { silent?: boolean } = {},
): Promise<{ ok: true; account: WalletAccount } | WalletFailure> {
  return attempt(async () => {
    const output = await featuresOf(wallet)['standard:connect']?.connect(silent ? { silent } : undefined)
    const account = (output?.accounts ?? wallet.accounts)[0]
    if (account === undefined) throw new Error('The wallet has given no account.')
    return { ok: true, account }
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
    if (features['solana:signIn'] !== undefined) {
      const [output] = await features['solana:signIn'].signIn(input)
      const isSameText = output !== undefined && new TextDecoder().decode(output.signedMessage) === message
      if (isSameText && output.account.address === account.address) {
        return { ok: true, signature: Uint8Array.from(output.signature) }
      }
    }
    const [output] = (await features['solana:signMessage']?.signMessage({ account, message: bytes })) ?? []
    if (output === undefined) throw new Error('The wallet cannot sign this message.')
    return { ok: true, signature: Uint8Array.from(output.signature) }
  })
}

/** As wallets call the networks: https://www.npmjs.com/package/@solana/wallet-standard-chains */
const CHAINS: Partial<Record<Network, IdentifierString>> = {
  mainnet: 'solana:mainnet',
  devnet: 'solana:devnet',
  testnet: 'solana:testnet',
  local: 'solana:localnet',
}

/**
 * Has a transaction signed, wire bytes in and out. `network` is the one the server pays on: a wallet that tries the
 * payment first tries it there. Where no wallet can know it, the account's own is named.
 */
export async function signTransaction(
  wallet: Wallet,
  account: WalletAccount,
  transaction: Uint8Array,
  network: Network | null,
): Promise<{ ok: true; transaction: Uint8Array } | WalletFailure> {
  return attempt(async () => {
    const chain = (network && CHAINS[network]) ?? account.chains.find((name) => name.startsWith('solana:'))
    const [output] =
      (await featuresOf(wallet)['solana:signTransaction']?.signTransaction({
        account,
        transaction,
        ...(chain && { chain }),
      })) ?? []
    if (output === undefined) throw new Error('The wallet cannot sign transactions.')
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

/**
 * The wallet and account with this address: one that is connected, one that connects without asking, or the one that
 * was signed in with last.
 */
export async function findAccount(wallets: readonly Wallet[], address: string): Promise<FoundAccount> {
  for (const wallet of wallets) {
    const account = wallet.accounts.find((candidate) => candidate.address === address)
    if (account !== undefined) return { ok: true, wallet, account }
  }
  for (const wallet of wallets) {
    const connected = await connectWallet(wallet, { silent: true })
    if (connected.ok && connected.account.address === address) {
      return { ok: true, wallet, account: connected.account }
    }
  }
  const remembered = wallets.find((wallet) => wallet.name === rememberedWallet())
  if (remembered === undefined) return { ok: false, reason: 'missing' }
  const connected = await connectWallet(remembered)
  if (!connected.ok) return connected
  return connected.account.address === address
    ? { ok: true, wallet: remembered, account: connected.account }
    : { ok: false, reason: 'missing' }
}

export function rememberWallet(wallet: Wallet): void {
  localStorage.setItem(REMEMBERED_KEY, wallet.name)
}

function rememberedWallet(): string | null {
  return localStorage.getItem(REMEMBERED_KEY)
}

async function attempt<T>(work: () => Promise<T>): Promise<T | WalletFailure> {
  try {
    return await work()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, reason: isRejection(error, message) ? 'rejected' : 'failed', message }
  }
}

/** Wallets say no in different words; only some give the code. */
function isRejection(error: unknown, message: string): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return code === USER_REJECTED || /reject|declin|denied|cancell?ed|user closed/i.test(message)
}
