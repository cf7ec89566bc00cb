import { requestPayment } from '@/lib/domain/money/purchases/pay-request'
import { route, textParam } from '@/lib/http/route'
import { PayRequestInput } from '@/lib/schema/purchases'

/** A Solana Pay transaction request, for wallets that have scanned it: https://docs.solanapay.com/spec#transaction-request */
export const GET = route({ auth: 'none' }, async ({ app }) => ({
  label: 'Fonana',
  icon: new URL('/icon.svg', app.config.publicUrl).href,
}))

export const POST = route(
  { auth: 'none', body: PayRequestInput, limit: 'purchase' },
  ({ app, params, body }) => requestPayment(app, textParam(params, 'reference'), body.account),
)
