import { beginPhoneSignIn } from '@/lib/domain/accounts/phone-sign-in'
import { json, route } from '@/lib/http/route'

export const POST = route({ auth: 'optional', limit: 'signIn' }, async ({ app }) =>
  json(await beginPhoneSignIn(app), { status: 201 }),
)
