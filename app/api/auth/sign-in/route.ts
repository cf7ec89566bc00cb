import { signIn } from '@/lib/domain/accounts/sign-in'
import { localeOf } from '@/lib/http/locale'
import { json, route } from '@/lib/http/route'
import { sessionCookie } from '@/lib/http/session'
import { SignInInput } from '@/lib/schema/session'

export const POST = route(
  { auth: 'optional', body: SignInInput, limit: 'signIn' },
  async ({ app, request, body }) => {
    const reply = await signIn(app, body, localeOf(request))
    return json(reply, {
      headers: { 'set-cookie': sessionCookie(app, reply.token, new Date(reply.expiresAt)) },
    })
  },
)
