import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openEmbeddedLedger } from './embedded'

const ACCEPTED_BEFORE_THE_KILL = 50
const KILLS = 3
const writer = fileURLToPath(new URL('./crash-writer.fixture.ts', import.meta.url))

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-crash-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

/** Everything the writer was told is accepted before it was killed with SIGKILL. */
function writeUntilKilled(): Promise<{ wallet: string; signature: string }[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', writer, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      output += chunk
      if (output.split('\n').length > ACCEPTED_BEFORE_THE_KILL) child.kill('SIGKILL')
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`The writer ended by itself: ${code}`))
      const lines = output.split('\n').slice(0, -1)
      resolve(
        lines.map((line) => line.split(' ')).map(([wallet = '', signature = '']) => ({ wallet, signature })),
      )
    })
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
