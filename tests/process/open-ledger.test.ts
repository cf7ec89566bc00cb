import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '@/lib/config'
import { newKeypair } from '@/lib/ledger/keypair'
import { newReference } from '@/lib/ledger/payment-build'
import { ACCOUNT_MIN_LAMPORTS } from '@/lib/ledger/port'
import { openLedger } from '@/lib/process/open-ledger'
import { startFaultyNode } from '@/tests/support/ledger/faulty-node'
import { canRunSolanaNode, type SolanaNode, startSolanaNode } from '@/tests/support/ledger/solana-node'
import { freePort } from '@/tests/support/processes/free-port'

describe.skipIf(!canRunSolanaNode)('with SOLANA_RPC_URL', () => {
  let node: SolanaNode
  let folder: string
  let wallet: string
  let warnings: string[]

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'open-ledger-'))
    node = await startSolanaNode()
  })

  afterAll(async () => {
    await node.stop()
    rmSync(folder, { recursive: true })
  })

  beforeEach(() => {
    wallet = newKeypair().address
    node.fund(wallet, ACCOUNT_MIN_LAMPORTS)
    warnings = []
  })

  const open = (...urls: string[]) =>
    openLedger(
      readConfig({ SOLANA_RPC_URL: urls.join(','), PLATFORM_WALLET: wallet, DATA_DIR: folder }),
      () => new Date(),
      { info() {}, warn: (_fields, message) => warnings.push(message) },
    )

  it('payments are made and settled there, and nobody gives SOL away', async () => {
    const opened = await open(node.url)
    expect(opened).toMatchObject({ faucet: null, settles: true, platformWallet: wallet })
    expect(await opened.ledger.network()).toBe('local')
    expect(warnings).toEqual([])
    await opened.close()
  })

  it('the start stops when the account of the platform is too poor to be paid into', async () => {
    node.fund(wallet, ACCOUNT_MIN_LAMPORTS - 1n)
    await expect(open(node.url)).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(/^PLATFORM_WALLET: .*890879 lamports.*890880/),
    })
  })

  it('the start stops when the nodes are of different chains', async () => {
    const foreign = await startFaultyNode(node.url)
    foreign.genesis = newReference()
    await expect(open(node.url, foreign.url)).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(/^SOLANA_RPC_URL: .*different chains/),
    })
    await foreign.stop()
  })

  it('the start goes on with a warning when no node answers', async () => {
    const opened = await open(`http://127.0.0.1:${await freePort()}`)
    expect(warnings).toContain('ledger: no Solana node answers; nothing can be paid until one does')
    expect(await opened.ledger.ready()).toBe(false)
    await opened.close()
  })
})
