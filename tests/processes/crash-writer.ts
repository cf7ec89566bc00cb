// A process to be killed: fills wallets one after the other and prints each only once the ledger has accepted it.
import { writeSync } from 'node:fs'
import { openEmbeddedLedger } from '@/lib/ledger/embedded'
import { newKeypair } from '@/lib/ledger/keypair'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Give a folder')
const ledger = await openEmbeddedLedger({ folder })
for (;;) {
  const wallet = newKeypair().address
  const airdrop = await ledger.airdrop(wallet, 1_000_000n)
  if (!airdrop.ok) throw new Error(airdrop.detail)
  writeSync(process.stdout.fd, `${wallet} ${airdrop.signature}\n`)
}
