import { createNonce } from '@/lib/domain/sign-in'
import { route } from '@/lib/http/route'
import { siteOrigin } from '@/lib/http/session'
import { refuseOthers } from '@/lib/http/wrong-method'
import { NonceInput } from '@/lib/schema/session'

export const POST = route({ auth: 'optional', body: NonceInput, limit: 'signIn' }, ({ app, request, body }) =>
  createNonce(app, { wallet: body.wallet, origin: siteOrigin(app, request) }),
)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('POST')
