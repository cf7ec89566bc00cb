import { issueToken } from '@/lib/domain/accounts/sessions'
import { getMe } from '@/lib/domain/accounts/users'
import { json, route } from '@/lib/http/route'
import { sessionCookie } from '@/lib/http/session'

export const POST = route({}, async ({ app, caller, viewer }) => {
  const user = await getMe(app, viewer.userId)
  const { token, expiresAt } = await issueToken(app, user, caller?.session.sessionKey)
  const headers: Record<string, string> =
    caller?.by === 'cookie' ? { 'set-cookie': sessionCookie(app, token, expiresAt) } : {}
  return json({ token, expiresAt: expiresAt.toISOString(), user }, { headers })
})
