import { AppError } from '@/lib/errors'
import { json, route } from '@/lib/http/route'
import { answerRpc } from '@/lib/ledger/dev-rpc'
import { RpcCall } from '@/lib/schema/ledger-rpc'

/** The embedded ledger, as wallets speak with a node: so that one can pay by itself while the product is tried out. */
export const POST = route({ auth: 'none', body: RpcCall, limit: 'purchase' }, async ({ app, body }) => {
  if (app.faucet === null) throw new AppError('not_found')
  return json(await answerRpc(app.ledger, body))
})
