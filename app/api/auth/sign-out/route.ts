import { endSession } from '@/lib/domain/sessions'
import { json, route } from '@/lib/http/route'
import { sessionCookie } from '@/lib/http/session'
import { refuseOthers } from '@/lib/http/wrong-method'

export const POST = route({}, async ({ app, caller }) => {
  if (caller !== null) await endSession(app, caller.session)
  return json({ signedOut: true }, { headers: { 'set-cookie': sessionCookie(app, '', new Date(0)) } })
})

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('POST')
