import { describe, expect, it } from 'vitest'
import { explorerUrl } from './receipts'

describe('where a transaction can be looked at', () => {
  it.each([
    ['mainnet', 'https://explorer.solana.com/tx/sig'],
    ['devnet', 'https://explorer.solana.com/tx/sig?cluster=devnet'],
    ['testnet', 'https://explorer.solana.com/tx/sig?cluster=testnet'],
    ['local', null],
    ['embedded', null],
    [null, null],
  ] as const)('on %s is %s', (network, url) => {
    expect(explorerUrl('sig', network)).toBe(url)
  })
})
