import { requestPayment } from '@/lib/domain/money/purchases/pay-request'
import { walletGreeting } from '@/lib/http/bodies/wallet-greeting'
import { route, textParam } from '@/lib/http/route'
import { PayRequestInput } from '@/lib/schema/purchases'

/** A Solana Pay transaction request, for wallets that have scanned it: https://docs.solanapay.com/spec#transaction-request */
export const GET = route({ auth: 'none' }, async ({ app }) => walletGreeting(app))

export const POST = route(
  { auth: 'none', body: PayRequestInput, limit: 'purchase' },
  ({ app, params, body }) => requestPayment(app, textParam(params, 'reference'), body.account),
)
