import { route } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

export const GET = route({}, async ({ caller }) => ({
  token: caller?.token,
  expiresAt: caller?.session.expiresAt.toISOString(),
}))

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')
