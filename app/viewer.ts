import { cookies } from 'next/headers'
import { cache } from 'react'
import { getApp } from '@/lib/app'
import { checkToken } from '@/lib/domain/sessions'
import { getMe } from '@/lib/domain/users'
import { SESSION_COOKIE } from '@/lib/http/session'
import type { Me } from '@/lib/schema/session'

/** Who the page is rendered for; null for a visitor. Asked once per request, however many parts of it ask. */
export const readMe = cache(async (): Promise<Me | null> => {
  const token = (await cookies()).get(SESSION_COOKIE)?.value
  if (!token) return null
  const app = getApp()
  const check = await checkToken(app, token)
  return check.ok ? getMe(app, check.session.userId) : null
})

export async function readViewer(): Promise<{ userId: string } | null> {
  const me = await readMe()
  return me && { userId: me.id }
}
