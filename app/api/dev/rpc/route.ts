import { answerRpc } from '@/lib/domain/payments/ledger-rpc'
import { AppError } from '@/lib/errors'
import { json, route } from '@/lib/http/route'
import { allowOtherSites, refuseOthers } from '@/lib/http/wrong-method'
import { RpcCall } from '@/lib/schema/ledger-rpc'

/** The embedded ledger, as wallets speak with a node: so that one can pay by itself while the product is tried out. */
export const POST = route({ auth: 'none', body: RpcCall, limit: 'purchase' }, async ({ app, body }) => {
  if (app.faucet === null) throw new AppError('not_found')
  return json(await answerRpc(app.ledger, body))
})

export const OPTIONS = allowOtherSites('POST')
export const { GET, PUT, PATCH, DELETE } = refuseOthers('POST')
