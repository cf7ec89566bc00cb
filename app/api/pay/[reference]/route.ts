import { requestPayment } from '@/lib/domain/purchases/pay-request'
import { route, textParam } from '@/lib/http/route'
import { allowOtherSites, refuseOthers } from '@/lib/http/wrong-method'
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

export const OPTIONS = allowOtherSites('GET', 'POST')
export const { PUT, PATCH, DELETE } = refuseOthers('GET', 'POST')
