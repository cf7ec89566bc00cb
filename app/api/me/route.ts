import { getMe, updateMe } from '@/lib/domain/accounts/users'
import { deleteAccount } from '@/lib/domain/leaving/delete-account'
import { route } from '@/lib/http/route'
import { Answer } from '@/lib/http/serving/answer'
import { noSessionCookie } from '@/lib/http/session'
import { LeaveInput, MePatch } from '@/lib/schema/session'

export const GET = route({}, ({ app, viewer }) => getMe(app, viewer.userId))

export const PATCH = route({ body: MePatch }, ({ app, viewer, body }) => updateMe(app, viewer, body))

export const DELETE = route({ body: LeaveInput, limit: 'signIn' }, async ({ app, viewer, body }) => {
  await deleteAccount(app, viewer, body)
  return new Answer(204, { 'set-cookie': noSessionCookie(app) }, null)
})
