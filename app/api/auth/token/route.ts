import { route } from '@/lib/http/route'

export const GET = route({}, async ({ caller }) => ({
  token: caller?.token,
  expiresAt: caller?.session.expiresAt.toISOString(),
}))
