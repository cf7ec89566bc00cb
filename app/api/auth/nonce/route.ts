import { createNonce } from '@/lib/domain/accounts/sign-in'
import { route } from '@/lib/http/route'
import { siteOrigin } from '@/lib/http/session'
import { NonceInput } from '@/lib/schema/session'

export const POST = route({ auth: 'optional', body: NonceInput, limit: 'signIn' }, ({ app, request, body }) =>
  createNonce(app, { ...body, origin: siteOrigin(app, request) }),
)
