import { signIn } from '@/lib/domain/sign-in'
import { json, route } from '@/lib/http/route'
import { sessionCookie } from '@/lib/http/session'
import { refuseOthers } from '@/lib/http/wrong-method'
import { SignInInput } from '@/lib/schema/session'

export const POST = route({ auth: 'optional', body: SignInInput, limit: 'signIn' }, async ({ app, body }) => {
  const reply = await signIn(app, body)
  return json(reply, {
    headers: { 'set-cookie': sessionCookie(app, reply.token, new Date(reply.expiresAt)) },
  })
})

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('POST')
