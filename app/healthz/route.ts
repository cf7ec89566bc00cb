import { json } from '@/lib/http/route'
import type { Handler } from '@/lib/http/serving/handler'

/** Alive: the process answers. */
export const GET: Handler = async () => json({ status: 'ok' })
