import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openEmbeddedLedger } from '@/lib/ledger/embedded'
import { runProcess } from '@/tests/support/processes/child'

const ACCEPTED_BEFORE_THE_KILL = 50
const KILLS = 3

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-crash-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

/** Everything the writer was told is accepted before it was killed with SIGKILL. */
async function writeUntilKilled(): Promise<{ wallet: string; signature: string }[]> {
  const writer = await runProcess('crash-writer', [folder])
  await writer.printed(ACCEPTED_BEFORE_THE_KILL)
  await writer.kill()
  return writer.lines.map((line) => {
    const [wallet = '', signature = ''] = line.split(' ')
    return { wallet, signature }
  })
}

it('has everything it ever accepted, exactly once, however often it is killed', async () => {
  const accepted = []
  for (let kill = 0; kill < KILLS; kill += 1) accepted.push(...(await writeUntilKilled()))
  expect(accepted.length).toBeGreaterThanOrEqual(KILLS * ACCEPTED_BEFORE_THE_KILL)

  const ledger = await openEmbeddedLedger({ folder })
  for (const { wallet, signature } of accepted) {
    expect(await ledger.status(signature)).toMatchObject({ error: null })
    expect(await ledger.balance(wallet)).toBe(1_000_000n)
  }
  await ledger.close()
}, 60_000)
