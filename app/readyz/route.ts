import { getApp } from '@/lib/app'
import { handler } from '@/lib/http/handler'
import { answerReadiness } from '@/lib/http/readiness'
import { refuseOthers } from '@/lib/http/wrong-method'

/** Able to serve, or what is not. */
export const GET = handler(() => answerReadiness(getApp()))

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers('GET')

export const dynamic = 'force-dynamic'
