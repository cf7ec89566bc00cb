// `fonana/test-wallet`: what a Playwright project of somebody else needs to sign and to pay. Everything below is imported
// by relative paths, because such a project knows no `@/`.
import type { BrowserContext } from '@playwright/test'
import { type Keypair, keypairFromSeed, newKeypair } from '../../../lib/ledger/keypair'
import { signTransaction } from '../../../lib/ledger/transaction'

export { type DemoKey, giveDemoKey, readDemoKey } from './demo-key'
export { type Keypair, keypairFromSeed, newKeypair }

export const TEST_WALLET_NAME = 'Test Wallet'

/** The person behind the wallet: decides whether it signs. */
export interface WalletHolder {
  keypair: Keypair
  /** From now on the holder declines whatever is asked. */
  declines: boolean
  /** How often the wallet was asked to sign a transaction. */
  transactionsAsked: number
}

interface InstallOptions {
  keypair?: Keypair
  /** A wallet without `solana:signIn` signs the text by `solana:signMessage`. */
  withSignIn?: boolean
}

/**
 * Puts a wallet-standard wallet into every page of the context, as an extension would. Its key stays outside the
 * browser. https://github.com/wallet-standard/wallet-standard
 */
export async function installWallet(
  context: BrowserContext,
  { keypair = newKeypair(), withSignIn = true }: InstallOptions = {},
): Promise<WalletHolder> {
  const holder: WalletHolder = { keypair, declines: false, transactionsAsked: 0 }
  await context.exposeFunction('testWalletSignMessage', (bytes: number[]) =>
    holder.declines ? null : [...keypair.sign(Uint8Array.from(bytes))],
  )
  await context.exposeFunction('testWalletSignTransaction', (bytes: number[]) => {
    holder.transactionsAsked += 1
    return holder.declines ? null : [...signTransaction(Uint8Array.from(bytes), keypair)]
  })
  const facts: WalletFacts = { name: TEST_WALLET_NAME, address: keypair.address, withSignIn }
  await context.addInitScript(inPage(facts))
  return holder
}

/** What runs a script of TypeScript (tsx) has its functions keep their names, by a helper that no page has. */
function inPage(facts: WalletFacts): string {
  return `{ const __name = (named) => named; (${registerTestWallet})(${JSON.stringify(facts)}) }`
}

interface WalletFacts {
  name: string
  address: string
  withSignIn: boolean
}

/** Runs in the page: it may use nothing from outside itself. */
function registerTestWallet({ name, address, withSignIn }: WalletFacts): void {
  const bridge = window as unknown as Record<
    'testWalletSignMessage' | 'testWalletSignTransaction',
    (bytes: number[]) => Promise<number[] | null>
  >
  const chains = ['solana:mainnet', 'solana:localnet'] as const
  const account = {
    address,
    publicKey: new Uint8Array(32),
    chains,
    features: ['solana:signTransaction', 'solana:signMessage', ...(withSignIn ? ['solana:signIn'] : [])],
  }
  const sign = async (how: keyof typeof bridge, bytes: Uint8Array) => {
    const signed = await bridge[how]([...bytes])
    if (signed === null) throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
    return Uint8Array.from(signed)
  }
  const textOf = (input: Record<string, string>) =>
    [
      `${input.domain} wants you to sign in with your Solana account:`,
      address,
      '',
      input.statement,
      '',
      `URI: ${input.uri}`,
      `Version: ${input.version}`,
      `Chain ID: ${input.chainId}`,
      `Nonce: ${input.nonce}`,
      `Issued At: ${input.issuedAt}`,
      `Expiration Time: ${input.expirationTime}`,
    ].join('\n')

  let connected: (typeof account)[] = []
  const wallet = {
    version: '1.0.0',
    name,
    icon: 'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAxIDEiPjxyZWN0IHdpZHRoPSIxIiBoZWlnaHQ9IjEiIGZpbGw9IiM0NjciLz48L3N2Zz4=',
    chains,
    get accounts() {
      return connected
    },
    features: {
      'standard:connect': {
        version: '1.0.0',
        connect: async () => {
          connected = [account]
          return { accounts: connected }
        },
      },
      'standard:disconnect': {
        version: '1.0.0',
        disconnect: async () => {
          connected = []
        },
      },
      'standard:events': { version: '1.0.0', on: () => () => {} },
      'solana:signMessage': {
        version: '1.1.0',
        signMessage: async (...inputs: { message: Uint8Array }[]) =>
          Promise.all(
            inputs.map(async ({ message }) => ({
              signedMessage: message,
              signature: await sign('testWalletSignMessage', message),
            })),
          ),
      },
      'solana:signTransaction': {
        version: '1.0.0',
        supportedTransactionVersions: ['legacy', 0],
        signTransaction: async (...inputs: { transaction: Uint8Array }[]) =>
          Promise.all(
            inputs.map(async ({ transaction }) => ({
              signedTransaction: await sign('testWalletSignTransaction', transaction),
            })),
          ),
      },
      ...(withSignIn && {
        'solana:signIn': {
          version: '1.0.0',
          signIn: async (...inputs: Record<string, string>[]) =>
            Promise.all(
              inputs.map(async (input) => {
                const signedMessage = new TextEncoder().encode(textOf(input))
                const signature = await sign('testWalletSignMessage', signedMessage)
                connected = [account]
                return { account, signedMessage, signature }
              }),
            ),
        },
      }),
    },
  }
  const announce = ({ register }: { register: (wallet: unknown) => void }) => register(wallet)
  window.dispatchEvent(new CustomEvent('wallet-standard:register-wallet', { detail: announce }))
  window.addEventListener('wallet-standard:app-ready', (event) => announce((event as CustomEvent).detail))
}
