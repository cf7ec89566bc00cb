// Proves that the book adds up to zero and agrees with the purchases and with the chain; names each line that does not.
import { totalsOf } from '@/lib/audit/balances'
import { checkLedger } from '@/lib/audit/check-ledger'
import { keepCheck, readLastCheck } from '@/lib/audit/last-check'
import { formatSol } from '@/lib/money'
import { type CommandContext, runCommand } from '@/lib/process/command'

/** What has just been paid is booked by the server within seconds. */
const GRACE_MS = 60_000
/** Ten minutes of the network. */
const LAG_SLOTS = 1_500n
const USAGE = 'Usage: npm run ledger:check [-- --full]'

const [flag, ...rest] = process.argv.slice(2)
if ((flag !== undefined && flag !== '--full') || rest.length > 0) {
  console.error(USAGE)
  process.exitCode = 1
} else await runCommand((context) => check(context, flag === '--full'))

async function check(context: CommandContext, isFull: boolean): Promise<boolean> {
  const { db, ledger } = context
  const last = isFull ? null : await readLastCheck(db, ledger)
  const { faults, balances, counts, checked } = await checkLedger(context, {
    graceMs: GRACE_MS,
    lagSlots: LAG_SLOTS,
    last,
  })
  const totals = totalsOf(balances)
  const print = (name: string, lamports: bigint) =>
    console.log(
      `${name.padEnd(18)}${lamports.toString().padStart(20)} lamports${formatSol(lamports).padStart(20)} SOL`,
    )
  for (const [account, lamports] of totals) print(account, lamports)
  print(
    'sum',
    [...totals.values()].reduce((sum, lamports) => sum + lamports, 0n),
  )
  for (const { account, wallet, lamports } of balances)
    if ((account === 'referrer' || account.startsWith('owed_')) && lamports !== 0n)
      print(`${account} ${wallet}`, lamports)
  const { purchases, payments, refunds, entries } = counts
  console.log(
    last === null
      ? 'Looked at everything:'
      : `Looked at what is new since ${last.checkedAt.toISOString()}, the last check that found everything in order; ` +
          'with `-- --full` at everything:',
  )
  console.log(`${purchases} purchases, ${payments} payments, ${refunds} refunds, ${entries} entries.`)
  for (const fault of faults) console.log(`does not agree: ${fault}`)
  console.log(faults.length === 0 ? 'Everything agrees.' : `${faults.length} lines do not agree.`)
  if (faults.length === 0) await keepCheck(db, checked)
  return faults.length === 0
}
