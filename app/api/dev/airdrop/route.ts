import { AppError } from '@/lib/errors'
import { route } from '@/lib/http/route'
import { AirdropInput } from '@/lib/schema/purchases'

/** SOL from nowhere, to try the product out: only with the embedded ledger. */
export const POST = route({ auth: 'optional', body: AirdropInput }, async ({ app, body }) => {
  if (app.faucet === null) throw new AppError('not_found')
  const airdrop = await app.faucet.airdrop(body.wallet, body.lamports)
  if (!airdrop.ok) throw new AppError(airdrop.code, { detail: airdrop.detail })
  return { signature: airdrop.signature, balanceLamports: await app.ledger.balance(body.wallet) }
})
