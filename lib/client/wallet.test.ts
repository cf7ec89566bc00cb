import type { Wallet, WalletAccount } from '@wallet-standard/base'
import { describe, expect, it } from 'vitest'
import { signTransaction } from './wallet'

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

  it.each(['embedded', null] as const)(
    'is the account’s own where no wallet knows it: %s',
    async (network) => {
      const { wallet, account, asked } = someWallet()
      await signTransaction(wallet, account, Uint8Array.of(1), network)
      expect(asked).toMatchObject([{ chain: 'solana:mainnet' }])
    },
  )
})
