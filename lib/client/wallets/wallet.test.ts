import type { Wallet, WalletAccount } from '@wallet-standard/base'
import { describe, expect, it } from 'vitest'
import {
  findAccount,
  isUsable,
  onWalletChange,
  rememberWallet,
  signInWithWallet,
  signTransaction,
} from './wallet'

/** A wallet of somebody else, which remembers what it was asked. */
function someWallet() {
  const asked: { chain?: string }[] = []
  const account: WalletAccount = {
    address: 'A',
    publicKey: new Uint8Array(32),
    chains: ['solana:mainnet', 'solana:devnet'],
    features: ['solana:signTransaction'],
  }
  const wallet: Wallet = {
    version: '1.0.0',
    name: 'Some wallet',
    icon: 'data:image/svg+xml;base64,',
    chains: account.chains,
    accounts: [account],
    features: {
      'solana:signTransaction': {
        version: '1.0.0',
        supportedTransactionVersions: ['legacy', 0],
        signTransaction: async (input: { transaction: Uint8Array; chain?: string }) => {
          asked.push(input)
          return [{ signedTransaction: input.transaction }]
        },
      },
    },
  }
  return { wallet, account, asked }
}

describe('the chain a wallet is asked to sign for', () => {
  it.each([
    ['mainnet', 'solana:mainnet'],
    ['devnet', 'solana:devnet'],
    ['testnet', 'solana:testnet'],
    ['local', 'solana:localnet'],
  ] as const)('is that of the server: %s', async (network, chain) => {
    const { wallet, account, asked } = someWallet()
    const signed = await signTransaction(wallet, account, Uint8Array.of(1), network)
    expect(signed).toEqual({ ok: true, transaction: Uint8Array.of(1) })
    expect(asked).toMatchObject([{ chain }])
  })

  it.each([
    ['devnet', true],
    ['embedded', false],
    [null, false],
  ] as const)('is the only one on which a wallet sends what it signs: %s', async (network, isSent) => {
    const { wallet, account } = someWallet()
    const asked: { chain?: string }[] = []
    const signAndSendTransaction = async (input: { chain?: string }) => {
      asked.push(input)
      return [{ signature: Uint8Array.of(7) }]
    }
    const sending: Wallet = {
      ...wallet,
      features: { 'solana:signAndSendTransaction': { version: '1.0.0', signAndSendTransaction } },
    }
    const signed = await signTransaction(sending, account, Uint8Array.of(1), network)
    expect(signed).toMatchObject(
      isSent ? { ok: true, transaction: null } : { ok: false, fault: 'cannot_sign_transactions' },
    )
    expect(asked).toMatchObject(isSent ? [{ chain: `solana:${network}` }] : [])
  })

  it.each(['embedded', null] as const)(
    'is the account’s own where no wallet knows it: %s',
    async (network) => {
      const { wallet, account, asked } = someWallet()
      await signTransaction(wallet, account, Uint8Array.of(1), network)
      expect(asked).toMatchObject([{ chain: 'solana:mainnet' }])
    },
  )
})

/** A wallet with these features, which connects with these accounts. */
function walletWith(addresses: string[], features: Wallet['features'] = {}, accounts: string[] = []): Wallet {
  const toAccount = (address: string): WalletAccount => ({
    address,
    publicKey: new Uint8Array(32),
    chains: ['solana:mainnet'],
    features: [],
  })
  return {
    ...someWallet().wallet,
    accounts: accounts.map(toAccount),
    features: {
      ...someWallet().wallet.features,
      'standard:connect': { version: '1.0.0', connect: async () => ({ accounts: addresses.map(toAccount) }) },
      ...features,
    },
  }
}

describe('the account that pays', () => {
  it('is looked for among all that a wallet gives, in whatever order', async () => {
    const wallet = walletWith(['B', 'A'])
    expect(await findAccount([wallet], 'A')).toMatchObject({ ok: true, account: { address: 'A' } })
  })

  it('is there although the wallet connects with nothing new', async () => {
    const wallet = walletWith([], {}, ['B', 'A'])
    expect(await findAccount([wallet], 'A')).toMatchObject({ ok: true, account: { address: 'A' } })
  })

  it('is said to be another one where the wallet was switched', async () => {
    const wallet = walletWith(['B', 'C'])
    rememberWallet(wallet)
    expect(await findAccount([wallet], 'A')).toEqual({ ok: false, reason: 'switched', address: 'B' })
  })
})

describe('signing in', () => {
  const input = {} as Parameters<typeof signInWithWallet>[2]['input']
  const text = { input, message: 'the text' }
  const signIn = (error: unknown) => ({ version: '1.0.0', signIn: () => Promise.reject(error) })
  const signMessage = {
    version: '1.0.0',
    signMessage: async ({ message }: { message: Uint8Array }) => [
      { signedMessage: message, signature: message },
    ],
  }
  const signInWith = (features: Wallet['features']) => {
    const wallet = walletWith([], features, ['A'])
    return signInWithWallet(wallet, wallet.accounts[0] as WalletAccount, text)
  }

  it('signs the text as a message where solana:signIn is broken', async () => {
    const features = {
      'solana:signIn': signIn(new TypeError('x is not a function')),
      'solana:signMessage': signMessage,
    }
    const signature = new TextEncoder().encode('the text')
    expect(await signInWith(features)).toEqual({ ok: true, signature })
  })

  it('asks no second time who has declined', async () => {
    for (const error of [new Error('User rejected the request.'), { code: 4001, message: 'No.' }]) {
      const features = { 'solana:signIn': signIn(error), 'solana:signMessage': signMessage }
      expect(await signInWith(features)).toMatchObject({ ok: false, reason: 'rejected' })
    }
  })

  it('says what is broken where there is no other way', async () => {
    const features = { 'solana:signIn': signIn(new Error('It is locked.')) }
    expect(await signInWith(features)).toEqual({ ok: false, reason: 'failed', message: 'It is locked.' })
  })
})

it('a wallet that learns something later can be used then, and says so', () => {
  let tell = () => {}
  const events = {
    version: '1.0.0',
    on: (_event: 'change', listener: () => void) => {
      tell = listener
      return () => {
        tell = () => {}
      }
    },
  }
  const features: Record<string, unknown> = { 'standard:events': events }
  const wallet = { ...walletWith(['A']), features: features as Wallet['features'] }
  expect(isUsable(wallet)).toBe(false)
  let heard = 0
  const stop = onWalletChange(wallet, () => {
    heard += 1
  })
  Object.assign(features, walletWith(['A']).features, { 'solana:signMessage': {} })
  tell()
  expect([heard, isUsable(wallet)]).toEqual([1, true])
  stop()
  tell()
  expect(heard).toBe(1)
})
