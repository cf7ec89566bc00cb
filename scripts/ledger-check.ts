// Proves that the book adds up to zero and agrees with the purchases and with the chain; names each line that does not.
import { totalsOf } from '@/lib/audit/balances'
import { checkLedger } from '@/lib/audit/check-ledger'
import { formatSol } from '@/lib/money'
import { runCommand } from '@/lib/process/command'

/** What has just been paid is booked by the server within seconds. */
const GRACE_MS = 60_000

await runCommand(async (context) => {
  const { faults, balances, counts } = await checkLedger(context, { graceMs: GRACE_MS })
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
    if (account.startsWith('owed_') && lamports !== 0n) print(`${account} ${wallet}`, lamports)
  const { purchases, payments, refunds, entries } = counts
  console.log(`${purchases} purchases, ${payments} payments, ${refunds} refunds, ${entries} entries.`)
  for (const fault of faults) console.log(`does not agree: ${fault}`)
  console.log(faults.length === 0 ? 'Everything agrees.' : `${faults.length} lines do not agree.`)
  return faults.length === 0
})
