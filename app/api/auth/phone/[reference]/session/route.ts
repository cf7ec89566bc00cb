import { finishPhoneSignIn } from '@/lib/domain/accounts/phone-sign-in'
import { localeOf } from '@/lib/http/locale'
import { json, route, textParam } from '@/lib/http/route'
import { sessionCookie } from '@/lib/http/session'
import { PhoneSessionInput } from '@/lib/schema/session'

export const POST = route(
  { auth: 'optional', body: PhoneSessionInput, limit: 'write' },
  async ({ app, request, params, body }) => {
    const asked = { reference: textParam(params, 'reference'), secret: body.secret }
    const reply = await finishPhoneSignIn(app, asked, localeOf(request))
    if (reply === null) return json({ pending: true }, { status: 202 })
    return json(reply, {
      headers: { 'set-cookie': sessionCookie(app, reply.token, new Date(reply.expiresAt)) },
    })
  },
)
