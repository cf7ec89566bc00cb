import { requestProof } from '@/lib/domain/accounts/phone-sign-in'
import { walletGreeting } from '@/lib/http/bodies/wallet-greeting'
import { localeOf } from '@/lib/http/locale'
import { route, textParam } from '@/lib/http/route'
import { ProofInput } from '@/lib/schema/session'
import { translatorIn } from '@/lib/words/dictionaries'

/** A Solana Pay transaction request, for wallets that have scanned it: https://docs.solanapay.com/spec#transaction-request */
export const GET = route({ auth: 'none' }, async ({ app }) => walletGreeting(app))

export const POST = route(
  { auth: 'none', body: ProofInput, limit: 'purchase' },
  async ({ app, request, params, body }) => ({
    ...(await requestProof(app, textParam(params, 'reference'), body.account)),
    message: translatorIn(localeOf(request))('signIn.phone.proof'),
  }),
)
