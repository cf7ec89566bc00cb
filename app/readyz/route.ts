import { getApp } from '@/lib/app'
import { handler } from '@/lib/http/handler'
import { checkReadiness } from '@/lib/http/readiness'
import { json } from '@/lib/http/route'
import { refuseOthers } from '@/lib/http/wrong-method'

/** Able to serve: 200, otherwise 503 with what is not. */
export const GET = handler(async () => {
  const checks = await checkReadiness(getApp())
  const ready = Object.values(checks).every(Boolean)
  return json({ status: ready ? 'ready' : 'unavailable', checks }, { status: ready ? 200 : 503 })
})

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')

export const dynamic = 'force-dynamic'
