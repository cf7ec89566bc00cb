import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { payments } from '@/lib/db/tables/payments'
import { LONG_TOKENS } from '@/tests/support/app/access-world'
import { startTestApp } from '@/tests/support/app/start-app'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/test-database'
import { makeSoldWorld } from '@/tests/support/money/sold-world'
import { type Ended, runScript } from '@/tests/support/processes/run-script'

let sold: TestDatabase
let empty: TestDatabase
let folder: string
let lastSignature: string
/** What the check says while the server runs. */
let besideTheServer: Ended
beforeAll(async () => {
  ;[sold, empty] = await Promise.all([createTestDatabase(), createTestDatabase()])
  folder = mkdtempSync(join(tmpdir(), 'fonana-commands-'))
  const app = await startTestApp({ data: sold, env: LONG_TOKENS })
  await makeSoldWorld(app)
  const [payment] = await app.app.db.read.select().from(payments).limit(1)
  lastSignature = payment?.signature ?? ''
  besideTheServer = await run('ledger-check', sold)
  // The platform's wallet of a deployment is a setting; here it lies in the folder, as the ledger does.
  const env = { PLATFORM_WALLET: app.app.platformWallet }
  sold = { ...sold, env: { ...sold.env, ...env } }
  empty = { ...empty, env: { ...empty.env, ...env } }
  await app.close()
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await Promise.all([sold.remove(), empty.remove()])
})

const run = (script: string, { env }: TestDatabase, ...args: string[]) => runScript(script, env, ...args)

const moveLedger = (from: TestDatabase, to: TestDatabase) =>
  cpSync(join(from.env.DATA_DIR ?? '', 'ledger'), join(to.env.DATA_DIR ?? '', 'ledger'), { recursive: true })

it('are refused in one line where another process holds the ledger, or without a file', async () => {
  expect(besideTheServer.code).toBe(1)
  expect(besideTheServer.err.split('\n')).toHaveLength(1)
  expect(besideTheServer.err).toMatch(/in use by process|another process of this deployment/)
  for (const script of ['export', 'rebuild']) {
    for (const args of [[], ['one', 'two']]) {
      const { code, err } = await run(script, sold, ...args)
      expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^Usage: npm run .*<file.*>$/) })
    }
  }
})

it('export, rebuild and check, one after the other', async () => {
  const file = join(folder, 'export.jsonl')
  expect(await run('export', sold, file)).toMatchObject({ code: 0, err: '' })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const again = await run('export', sold, file)
  expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/^EEXIST[^\n]*$/) })

  moveLedger(sold, empty)
  expect(await run('rebuild', empty, folder)).toEqual({ code: 1, out: '', err: `${folder} is a folder` })
  const rebuilt = await run('rebuild', empty, file)
  expect(rebuilt).toMatchObject({ code: 0, err: '' })
  expect(rebuilt.out).toContain('Booked 15 payments and 5 refunds; 0 left out.')
  const checked = await run('ledger-check', empty)
  expect(checked).toMatchObject({ code: 0, err: '' })
  expect(checked.out).toMatch(/^sum +0 lamports +0 SOL$/m)
  expect(checked.out).toContain('14 purchases, 20 payments, 6 refunds, 20 entries.\nEverything agrees.')
  expect(checked.out).toContain('Looked at everything:')
  const next = await run('ledger-check', empty)
  expect(next).toMatchObject({ code: 0, err: '' })
  expect(next.out).toMatch(/^Looked at what is new since \d{4}-.*--full/m)
  expect(next.out).toMatch(/^sum +0 lamports +0 SOL$/m)
  expect(await run('ledger-check', empty, '--all')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^Usage/),
  })
  expect(readFileSync(file, 'utf8')).not.toContain(lastSignature)
}, 120_000)
