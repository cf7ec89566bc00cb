import { endSession } from '@/lib/domain/accounts/sessions'
import { json, route } from '@/lib/http/route'
import { noSessionCookie } from '@/lib/http/session'

export const POST = route({}, async ({ app, caller }) => {
  if (caller !== null) await endSession(app, caller.session)
  return json({ signedOut: true }, { headers: { 'set-cookie': noSessionCookie(app) } })
})
