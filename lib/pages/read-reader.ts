import type { App } from '@/lib/app'
import { checkToken } from '@/lib/domain/accounts/sessions'
import { getMe } from '@/lib/domain/accounts/users'
import type { Me } from '@/lib/schema/session'
import { readSessionCookie } from '@/lib/schema/session-cookie'

/** Who a page is for, by the `Cookie` header of who asks; null for a visitor, and for a session that is over. */
export async function readReader(app: App, cookie: string | undefined): Promise<Me | null> {
  const token = readSessionCookie(cookie ?? '')
  if (!token) return null
  const check = await checkToken(app, token)
  return check.ok ? getMe(app, check.session.userId) : null
}
