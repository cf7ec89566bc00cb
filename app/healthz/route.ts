import { handler } from '@/lib/http/handler'
import { json } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

/** Alive: the process answers. */
export const GET = handler(async () => json({ status: 'ok' }))

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')

export const dynamic = 'force-dynamic'
