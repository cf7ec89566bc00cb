import type {
  SolanaSignInFeature,
  SolanaSignInInput,
  SolanaSignMessageFeature,
  SolanaSignMessageInput,
  SolanaSignTransactionFeature,
  SolanaSignTransactionInput,
} from '@solana/wallet-standard-features'
import { getWallets } from '@wallet-standard/app'
import type { Wallet, WalletAccount } from '@wallet-standard/base'
import type {
  StandardConnectFeature,
  StandardConnectInput,
  StandardDisconnectFeature,
  StandardEventsFeature,
  StandardEventsListeners,
} from '@wallet-standard/features'
import { addressOf, browserKeys, canMakeKeys, type DemoKeys, publicBytes } from './demo-keys'
import { signInText } from './sign-in-text'
import { WalletError } from './wallet-error'
import { locateSignature, withSignature } from './wire-transaction'

const NAME = 'Fonana demo wallet'
const CHAINS = ['solana:mainnet', 'solana:devnet', 'solana:testnet', 'solana:localnet'] as const
const ACCOUNT_FEATURES = ['solana:signIn', 'solana:signMessage', 'solana:signTransaction'] as const
const ICON = `data:image/svg+xml;base64,${btoa(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="10" fill="#f6c445"/>' +
    '<path d="M9 15h22v14H9z" fill="#1c1917"/><path d="M12 10h15v5H12z" fill="#57534e"/><circle cx="26" cy="22" r="2.5" fill="#f6c445"/></svg>',
)}` as const

type DemoFeatures = StandardConnectFeature &
  StandardDisconnectFeature &
  StandardEventsFeature &
  SolanaSignInFeature &
  SolanaSignMessageFeature &
  SolanaSignTransactionFeature

/**
 * A wallet for trying the product out where the ledger is embedded and SOL is play money: its key is made and kept in
 * this browser, and it says yes to everything. For the page it is a wallet like any other.
 */
export class DemoWallet implements Wallet {
  readonly version = '1.0.0'
  readonly name = NAME
  readonly icon = ICON
  readonly chains = CHAINS
  readonly #keys: DemoKeys
  readonly #listeners = new Set<StandardEventsListeners['change']>()
  #accounts: readonly WalletAccount[] = []

  readonly features: DemoFeatures = {
    'standard:connect': { version: '1.0.0', connect: (input) => this.#connect(input) },
    'standard:disconnect': { version: '1.0.0', disconnect: async () => this.#setAccounts([]) },
    'standard:events': {
      version: '1.0.0',
      on: (_event, listener) => {
        this.#listeners.add(listener)
        return () => this.#listeners.delete(listener)
      },
    },
    'solana:signIn': {
      version: '1.0.0',
      signIn: (...inputs) => Promise.all(inputs.map((input) => this.#signIn(input))),
    },
    'solana:signMessage': {
      version: '1.0.0',
      signMessage: (...inputs) => Promise.all(inputs.map((input) => this.#signMessage(input))),
    },
    'solana:signTransaction': {
      version: '1.0.0',
      supportedTransactionVersions: ['legacy', 0],
      signTransaction: (...inputs) => Promise.all(inputs.map((input) => this.#signTransaction(input))),
    },
  }

  constructor(keys: DemoKeys) {
    this.#keys = keys
  }

  get accounts(): readonly WalletAccount[] {
    return this.#accounts
  }

  /** Silently only what is there already: being looked for makes no key. */
  async #connect({ silent = false }: StandardConnectInput = {}) {
    const keys = silent ? await this.#keys.load() : await this.#keys.make()
    const address = this.#accounts[0]?.address
    const account = keys && (await toAccount(keys))
    if (account !== null && account.address !== address) this.#setAccounts([account])
    return { accounts: this.#accounts }
  }

  async #signIn(input: SolanaSignInInput = {}) {
    const { accounts } = await this.#connect()
    const account = this.#requireAccount(accounts[0]?.address)
    if (input.address !== undefined && input.address !== account.address)
      throw new WalletError('no_such_account', 'There is no such account.')
    const signedMessage = new TextEncoder().encode(signInText(input, account.address, location.host))
    return { account, signedMessage, signature: await this.#sign(account, signedMessage) }
  }

  async #signMessage({ account, message }: SolanaSignMessageInput) {
    const own = this.#requireAccount(account.address)
    const signedMessage = Uint8Array.from(message)
    return { signedMessage, signature: await this.#sign(own, signedMessage) }
  }

  async #signTransaction({ account, transaction }: SolanaSignTransactionInput) {
    const own = this.#requireAccount(account.address)
    const place = locateSignature(transaction, Uint8Array.from(own.publicKey))
    if (place === null)
      throw new WalletError('not_its_transaction', 'This account does not sign this transaction.')
    const signature = await this.#sign(own, place.message)
    return { signedTransaction: withSignature(transaction, place, signature) }
  }

  async #sign({ address }: WalletAccount, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    const keys = await this.#keys.load()
    // Another tab may have brought another wallet since this one connected.
    if (keys === null || (await addressOf(keys)) !== address)
      throw new WalletError('other_demo_wallet', 'This browser has another demo wallet now.')
    return new Uint8Array(await crypto.subtle.sign('Ed25519', keys.privateKey, bytes))
  }

  #requireAccount(address: string | undefined): WalletAccount {
    const account = this.#accounts.find((candidate) => candidate.address === address)
    if (account === undefined) throw new WalletError('not_connected', 'The wallet is not connected.')
    return account
  }

  #setAccounts(accounts: readonly WalletAccount[]): void {
    this.#accounts = accounts
    for (const listener of this.#listeners) listener({ accounts })
  }
}

/** Whether this is the built-in wallet, which play money can be given to. */
export function isDemoWallet(wallet: Wallet): boolean {
  return wallet instanceof DemoWallet
}

let registered = false

/**
 * Offers the demo wallet beside the others; only where the ledger is embedded. False where this browser cannot make
 * such keys.
 */
export async function registerDemoWallet(): Promise<boolean> {
  if (!(await canMakeKeys())) return false
  if (!registered) getWallets().register(new DemoWallet(browserKeys))
  registered = true
  return true
}

async function toAccount(keys: CryptoKeyPair): Promise<WalletAccount> {
  return {
    address: await addressOf(keys),
    publicKey: await publicBytes(keys),
    chains: CHAINS,
    features: ACCOUNT_FEATURES,
    label: 'Demo',
  }
}
